/**
 * Machine types without accelerators, a family a line: its name with `#` for the size, GiB of
 * memory a vCPU, and its sizes. A size is `label=vCPUs:GiB`. Without vCPUs they follow from the
 * label (`large` 2, `xlarge` 4, `2xlarge` 8, a number itself), without GiB from the family.
 */
export const FAMILIES: Readonly<Record<string, string>> = {
  // As in ccf-coefficients of 2026.
  aws: `
a1.# 2 medium=1 large xlarge 2xlarge 4xlarge metal=16
c1.# 0.85 medium xlarge=8:7
c3.# 1.875 large xlarge 2xlarge 4xlarge 8xlarge
c4.# 1.875 large xlarge 2xlarge 4xlarge 8xlarge=36:60
c5.# 2 large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge metal=96
c5a.# 2 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
c5ad.# 2 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
c5d.# 2 large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge metal=96
c5n.# 2.625 large xlarge 2xlarge 4xlarge 9xlarge 18xlarge metal=72
c6a.# 2 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal=192
c6g.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
c6gd.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
c6gn.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
c6i.# 2 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
c6id.# 2 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
c6in.# 2 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
c7a.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl
c7g.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
c7gd.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
c7gn.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
c7i-flex.# 2 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
c7i.# 2 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
c8a.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
c8g.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
c8gb.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
c8gd.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
c8gn.# 2 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
c8i-flex.# 2 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
c8i.# 2 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl 96xlarge metal-96xl
c8id.# 2 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl 96xlarge metal-96xl
cc2.# 1.8906 8xlarge
cr1.# 7.625 8xlarge
d2.# 7.625 xlarge 2xlarge 4xlarge 8xlarge=36:244
d3.# 8 xlarge 2xlarge 4xlarge 8xlarge
d3en.# 4 xlarge 2xlarge 4xlarge 6xlarge 8xlarge 12xlarge
h1.# 4 2xlarge 4xlarge 8xlarge 16xlarge
hpc6a.# 4 48xlarge=96
hpc6id.# 16 32xlarge=64
hpc7a.# 32 12xlarge=24 24xlarge=48:768 48xlarge=96:768 96xlarge=192:768
hpc7g.# 8 4xlarge 8xlarge:128 16xlarge:128
hpc8a.# 4 96xlarge=192
i2.# 7.625 xlarge 2xlarge 4xlarge 8xlarge
i3.# 7.625 large xlarge 2xlarge 4xlarge 8xlarge 16xlarge metal=72:512
i3en.# 8 large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 24xlarge metal=96
i4g.# 8 large xlarge 2xlarge 4xlarge 8xlarge 16xlarge
i4i.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
i7i.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
i7ie.# 8 large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 18xlarge 24xlarge metal-24xl 48xlarge metal-48xl
i8g.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
i8ge.# 8 large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 18xlarge 24xlarge metal-24xl 48xlarge metal-48xl
im4gn.# 4 large xlarge 2xlarge 4xlarge 8xlarge 16xlarge
is4gen.# 6 medium=1 large xlarge 2xlarge 4xlarge 8xlarge
m1.# 3.75 small=1:1.7 medium=1 large xlarge
m2.# 8.55 xlarge=2 2xlarge=4 4xlarge=8
m3.# 3.75 medium=1 large xlarge 2xlarge
m4.# 4 large xlarge 2xlarge 4xlarge 10xlarge 16xlarge
m5.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
m5a.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
m5ad.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
m5d.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
m5dn.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
m5n.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
m5zn.# 4 large xlarge 2xlarge 3xlarge 6xlarge 12xlarge metal=48
m6a.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal=192
m6g.# 4 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
m6gd.# 4 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
m6i.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
m6id.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
m6idn.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
m6in.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
m7a.# 4 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl
m7g.# 4 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
m7gd.# 4 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
m7i-flex.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
m7i.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
m8a.# 4 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
m8azn.# 4 medium=1 large xlarge 3xlarge 6xlarge 12xlarge metal-12xl 24xlarge metal-24xl
m8g.# 4 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
m8gb.# 4 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
m8gd.# 4 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
m8gn.# 4 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
m8i-flex.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
m8i.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl 96xlarge metal-96xl
m8id.# 4 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl 96xlarge metal-96xl
r3.# 7.625 large xlarge 2xlarge 4xlarge 8xlarge
r4.# 7.625 large xlarge 2xlarge 4xlarge 8xlarge 16xlarge
r5.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
r5a.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
r5ad.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
r5b.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
r5d.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
r5dn.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
r5n.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
r6a.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal=192
r6g.# 8 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
r6gd.# 8 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
r6i.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
r6id.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
r6idn.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
r6in.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
r7a.# 8 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl
r7g.# 8 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
r7gd.# 8 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
r7i.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
r7iz.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal-16xl 32xlarge metal-32xl
r8a.# 8 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
r8g.# 8 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
r8gb.# 8 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
r8gd.# 8 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
r8gn.# 8 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
r8i-flex.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
r8i.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl 96xlarge metal-96xl
r8id.# 8 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl 96xlarge metal-96xl
t1.# 0.61 micro=1
t2.# 4 nano=1:0.5 micro=1:1 small=1:2 medium:4 large xlarge 2xlarge
t3.# 4 nano:0.5 micro:1 small:2 medium:4 large xlarge 2xlarge
t3a.# 4 nano:0.5 micro:1 small:2 medium:4 large xlarge 2xlarge
t4g.# 4 nano:0.5 micro:1 small:2 medium:4 large xlarge 2xlarge
u-12tb1.# 27.4286 112xlarge metal=448
u-18tb1.# 41.1429 112xlarge metal=448
u-24tb1.# 54.8571 112xlarge metal=448
u-3tb1.# 13.7143 56xlarge
u-6tb1.# 13.7143 56xlarge:6144 112xlarge metal=448
u-9tb1.# 20.5714 112xlarge metal=448
u7i-12tb.# 13.7143 224xlarge
u7i-6tb.# 13.7143 112xlarge
u7i-8tb.# 18.2857 112xlarge
u7in-16tb.# 18.2857 224xlarge
u7in-24tb.# 27.4286 224xlarge
u7in-32tb.# 36.5714 224xlarge
u7inh-32tb.# 17.0667 480xlarge
x1.# 15.25 16xlarge 32xlarge
x1e.# 30.5 xlarge 2xlarge 4xlarge 8xlarge 16xlarge 32xlarge
x2gd.# 16 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
x2idn.# 16 16xlarge 24xlarge 32xlarge metal=128
x2iedn.# 32 xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge metal=128
x2iezn.# 32 2xlarge 4xlarge 6xlarge 8xlarge 12xlarge metal=48
x8aedz.# 32 large xlarge 3xlarge 6xlarge 12xlarge metal-12xl 24xlarge metal-24xl
x8g.# 16 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl 48xlarge metal-48xl
x8i.# 16 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl 64xlarge 96xlarge metal-96xl
z1d.# 8 large xlarge 2xlarge 3xlarge 6xlarge 12xlarge metal=48
`,
  // As on Azure's pages of the series.
  azure: `
Standard_D#_v3 4 2 4 8 16 32 48 64
Standard_D#s_v3 4 2 4 8 16 32 48 64
Standard_D#_v4 4 2 4 8 16 32 48 64
Standard_D#s_v4 4 2 4 8 16 32 48 64
Standard_D#d_v4 4 2 4 8 16 32 48 64
Standard_D#ds_v4 4 2 4 8 16 32 48 64
Standard_D#a_v4 4 2 4 8 16 32 48 64 96
Standard_D#as_v4 4 2 4 8 16 32 48 64 96
Standard_D#_v5 4 2 4 8 16 32 48 64 96
Standard_D#s_v5 4 2 4 8 16 32 48 64 96
Standard_D#d_v5 4 2 4 8 16 32 48 64 96
Standard_D#ds_v5 4 2 4 8 16 32 48 64 96
Standard_D#as_v5 4 2 4 8 16 32 48 64 96
Standard_D#ads_v5 4 2 4 8 16 32 48 64 96
Standard_D#ps_v5 4 2 4 8 16 32 48 64:208
Standard_D#pds_v5 4 2 4 8 16 32 48 64:208
Standard_D#s_v6 4 2 4 8 16 32 48 64 96 128 192
Standard_D#ds_v6 4 2 4 8 16 32 48 64 96 128 192
Standard_D#as_v6 4 2 4 8 16 32 48 64 96
Standard_D#ads_v6 4 2 4 8 16 32 48 64 96
Standard_D#ps_v6 4 2 4 8 16 32 48 64 96
Standard_D#pds_v6 4 2 4 8 16 32 48 64 96
Standard_D#ls_v5 2 2 4 8 16 32 48 64 96
Standard_D#lds_v5 2 2 4 8 16 32 48 64 96
Standard_D#pls_v5 2 2 4 8 16 32 48 64
Standard_D#plds_v5 2 2 4 8 16 32 48 64
Standard_D#ls_v6 2 2 4 8 16 32 48 64 96 128
Standard_D#lds_v6 2 2 4 8 16 32 48 64 96 128
Standard_D#als_v6 2 2 4 8 16 32 48 64 96
Standard_D#alds_v6 2 2 4 8 16 32 48 64 96
Standard_D#pls_v6 2 2 4 8 16 32 48 64 96
Standard_D#plds_v6 2 2 4 8 16 32 48 64 96
Standard_DC#s_v3 8 1 2 4 8 16 24 32 48
Standard_DC#ds_v3 8 1 2 4 8 16 24 32 48
Standard_DC#as_v5 4 2 4 8 16 32 48 64 96
Standard_DC#ads_v5 4 2 4 8 16 32 48 64 96
Standard_E#_v3 8 2 4 8 16 20 32 48 64:432
Standard_E#s_v3 8 2 4 8 16 20 32 48 64:432
Standard_E#_v4 8 2 4 8 16 20 32 48 64:504
Standard_E#s_v4 8 2 4 8 16 20 32 48 64:504
Standard_E#d_v4 8 2 4 8 16 20 32 48 64:504
Standard_E#ds_v4 8 2 4 8 16 20 32 48 64:504
Standard_E#a_v4 8 2 4 8 16 20 32 48 64 96:672
Standard_E#as_v4 8 2 4 8 16 20 32 48 64 96:672
Standard_E#as_v5 8 2 4 8 16 20 32 48 64 96:672
Standard_E#ads_v5 8 2 4 8 16 20 32 48 64 96:672
Standard_E#as_v6 8 2 4 8 16 20 32 48 64 96:672
Standard_E#ads_v6 8 2 4 8 16 20 32 48 64 96:672
Standard_E#_v5 8 2 4 8 16 20 32 48 64 96:672
Standard_E#s_v5 8 2 4 8 16 20 32 48 64 96:672
Standard_E#d_v5 8 2 4 8 16 20 32 48 64 96:672
Standard_E#ds_v5 8 2 4 8 16 20 32 48 64 96:672
Standard_E#bs_v5 8 2 4 8 16 20 32 48 64 96:672
Standard_E#bds_v5 8 2 4 8 16 20 32 48 64 96:672
Standard_E#ps_v5 8 2 4 8 16 20 32:208
Standard_E#pds_v5 8 2 4 8 16 20 32:208
Standard_E#s_v6 8 2 4 8 16 20 32 48 64 96 128 192:1832
Standard_E#ds_v6 8 2 4 8 16 20 32 48 64 96 128 192:1832
Standard_E#ps_v6 8 2 4 8 16 32 48 64 96:672
Standard_E#pds_v6 8 2 4 8 16 32 48 64 96:672
Standard_F#s_v2 2 2 4 8 16 32 48 64 72
Standard_F#als_v6 2 2 4 8 16 32 48 64
Standard_F#as_v6 4 2 4 8 16 32 48 64
Standard_F#ams_v6 8 2 4 8 16 32 48 64
Standard_F# 2 1 2 4 8 16
Standard_F#s 2 1 2 4 8 16
Standard_B#ls 0.5 1
Standard_B#s 4 1:1 2:4
Standard_B#ms 4 1:2 2:8 4 8 12 16 20
Standard_B#s_v2 4 2 4 8 16 32
Standard_B#as_v2 4 2 4 8 16 32
Standard_B#ps_v2 4 2 4 8 16 32
Standard_B#ls_v2 2 2 4 8 16 32
Standard_B#als_v2 2 2 4 8 16 32
Standard_B#pls_v2 2 2 4 8 16 32
Standard_B#ts_v2 0.5 2
Standard_B#ats_v2 0.5 2
Standard_B#pts_v2 0.5 2
Standard_A#_v2 2 1 2 4 8
Standard_A#m_v2 8 2 4 8
Standard_D#_v2 3.5 1 2=2:7 3=4:14 4=8:28 5=16:56 11=2:14 12=4:28 13=8:56 14=16:112 15=20:140
Standard_DS#_v2 3.5 1 2=2:7 3=4:14 4=8:28 5=16:56 11=2:14 12=4:28 13=8:56 14=16:112 15=20:140
Standard_L#s_v2 8 8 16 32 48 64 80
Standard_L#s_v3 8 8 16 32 48 64 80
Standard_L#as_v3 8 8 16 32 48 64 80
Standard_L#s_v4 8 8 16 32 48 64 80
Standard_L#as_v4 8 8 16 32 48 64 80
Standard_HB# 0 60rs=60:228 120rs_v2=120:456 120rs_v3=120:448 176rs_v4=176:768 368rs_v5=368:438
Standard_HC# 8 44rs=44:352
Standard_HX# 8 176rs=176:1408
Standard_M# 0 8ms=8:218.75 16ms=16:437.5 32ts=32:192 32ls=32:256 32ms=32:875 64s=64:1024 64ls=64:512 64ms=64:1792 128s=128:2048 128ms=128:3892 208s_v2=208:2850 208ms_v2=208:5700 416s_v2=416:5700 416ms_v2=416:11400
Standard_E#_v5 0 104i=104:672
Standard_E#s_v5 0 104i=104:672
Standard_E#ds_v5 0 104i=104:672
Standard_E#s_v4 0 80i=80:504
`,
  // As in ccf-coefficients of 2026.
  gcp: `
c2-standard-# 4 4 8 16 30 60
c2d-highcpu-# 2 2 4 8 16 32 56 112
c2d-highmem-# 8 2 4 8 16 32 56 112
c2d-standard-# 4 2 4 8 16 32 56 112
c3-highcpu-# 2 4 8 22 44 88 176
c3-highcpu-#-metal 2.6667 192
c3-highmem-# 8 4 8 22 44 88 176
c3-highmem-#-metal 8 192
c3-standard-# 4 4 8 22 44 88 176
c3-standard-#-lssd 4 4 8 22 44 88 176
c3-standard-#-metal 4 192
c3d-highcpu-# 1.9667 4 8 16 30 60 90 180 360
c3d-highmem-# 8 4 8 16 30 60 90 180 360
c3d-highmem-#-lssd 8 8 16 30 60 90 180 360
c3d-standard-# 4 4 8 16 30 60 90 180 360
c3d-standard-#-lssd 4 8 16 30 60 90 180 360
c4-highcpu-# 2 2 4 8 16 32 48 96 192
c4-highmem-# 7.75 2:15 4 8 16 32 48 96 192
c4-standard-# 3.75 2:7 4 8 16 32 48 96 192
c4a-highcpu-# 2 1 2 4 8 16 32 48 64 72
c4a-highmem-# 8 1 2 4 8 16 32 48 64 72
c4a-highmem-#-lssd 8 4 8 16 32 48 64 72
c4a-standard-# 4 1 2 4 8 16 32 48 64 72
c4a-standard-#-lssd 4 4 8 16 32 48 64 72
e2-highcpu-# 1 2 4 8 16 32
e2-highmem-# 8 2 4 8 16
# 0.5 e2-micro=2 e2-small=2:2 e2-medium=2:4
e2-standard-# 4 2 4 8 16 32
h3-standard-# 4 88
m1-megamem-# 14.9333 96
m1-ultramem-# 24.025 40 80 160
m2-hypermem-# 21.2308 416
m2-megamem-# 14.1538 416
m2-ultramem-# 28.3077 208 416
m3-megamem-# 15.25 64 128
m3-ultramem-# 30.5 32 64 128
n1-highcpu-# 0.9 2 4 8 16 32 64 96
n1-highmem-# 6.5 2 4 8 16 32 64 96
n1-standard-# 3.75 1 2 4 8 16 32 64 96
n2-highcpu-# 1 2 4 8 16 32 48 64 80 96
n2-highmem-# 8 2 4 8 16 32 48 64 80 96 128:864
n2-standard-# 4 2 4 8 16 32 48 64 80 96 128
n2d-highcpu-# 1 2 4 8 16 32 48 64 80 96 128 224
n2d-highmem-# 8 2 4 8 16 32 48 64 80 96
n2d-standard-# 4 2 4 8 16 32 48 64 80 96 128 224
n4-highcpu-# 2 2 4 8 16 32 48 64 80
n4-highmem-# 8 2 4 8 16 32 48 64 80
n4-standard-# 4 2 4 8 16 32 48 64 80
t2a-standard-# 4 1 2 4 8 16 32 48
t2d-standard-# 4 1 2 4 8 16 32 48 60
x4-megamem-#-metal 17.0667 960 1440 1920
z3-highmem-# 8 88 176
# 1.7 f1-micro=1:0.6 g1-small=1
`,
};
