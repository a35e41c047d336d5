/**
 * Families of machine types with GiB of memory a vCPU, typed by hand from the clouds' pages, and
 * the vCPUs of each size.
 */
const SIZES = {
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
  "12xlarge": 48,
  "16xlarge": 64,
  "24xlarge": 96,
};

const AWS: Record<string, number> = {
  ...{ m5: 4, m5d: 4, m6i: 4, m6a: 4, m7i: 4, m7a: 4, c5a: 2, c6i: 2, c6a: 2 },
  ...{ c7i: 2, c7a: 2, r5: 8, r6i: 8, r6a: 8, r7i: 8, r7a: 8, m8i: 4, c8i: 2 },
};

/** Graviton's sizes end at 64 vCPUs in generations 2 and 3. */
const GRAVITON: Record<string, number> = {
  ...{ m6g: 4, m7g: 4, c6g: 2, c7g: 2, r6g: 8, r7g: 8 },
};

const AZURE: Record<string, number> = {
  "D#s_v3": 4,
  "D#s_v5": 4,
  "D#ads_v5": 4,
  "D#ps_v5": 4,
  "E#s_v5": 8,
  "E#as_v5": 8,
  "F#s_v2": 2,
  "D#s_v6": 4,
};

const GCP: Record<string, number> = {
  ...{ "n1-standard": 3.75, "n1-highmem": 6.5, "n1-highcpu": 0.9 },
  ...{ "n2-standard": 4, "n2-highmem": 8, "n2d-standard": 4, "e2-standard": 4 },
  ...{ "c2d-standard": 4, "t2d-standard": 4, "t2a-standard": 4 },
};

/** Types that follow no rule, and types with accelerators: vCPUs, GiB, device and its number. */
const OTHERS = `
t2.micro|1|1
t3.medium|2|4
t3.nano|2|0.5
m5.metal|96|384
c7g.medium|1|2
x1e.32xlarge|128|3904
c5.18xlarge|72|144
ml.m5.xlarge|4|16
e2-micro|2|1
e2-medium|2|4
n1-standard-1|1|3.75
c3-standard-176|176|704
c4a-standard-4|4|16
n2-custom-8-32768|8|32
custom-4-16384|4|16
Standard_D64s_v3|64|256
Standard_E64s_v3|64|432
Standard_E96s_v5|96|672
Standard_B2ms|2|8
Standard_HB120rs_v3|120|448
D4s_v5|4|16
p4d.24xlarge|96|1152|A100 SXM4 40GB|8
ml.p4d.24xlarge|96|1152|A100 SXM4 40GB|8
p5.48xlarge|192|2048|H100 SXM5 80GB|8
p2.xlarge|4|61|K80|1
p2.8xlarge|32|488|K80|8
g3.4xlarge|16|122|M60|1
Standard_NC6|6|56|K80|1
Standard_NV24|24|224|M60|4
a2-highgpu-1g|12|85|A100 SXM4 40GB|1
v3-8|||TPU v3|4
v2-8|||TPU v2|4
v4-32|||TPU v4|16
v5litepod-8|||TPU v5e|8
v6e-16|||TPU v6e (Trillium)|16
BM.GPU.B200.8|||B200|8
gpu_8x_h100_sxm5|208|1800|H100 SXM5 80GB|8
gpu-h200-sxm_8gpu-128vcpu-1600gb|128|1600|H200 SXM 141GB|8
`;

/** A machine type with what its cloud says about it; what is not checked is `undefined`. */
export interface Expected {
  readonly name: string;
  readonly vcpus: number | undefined;
  readonly memoryGb: number | undefined;
  readonly accelerator: string | undefined;
  readonly count: number | undefined;
}

function plain(name: string, vcpus: number, gibPerVcpu: number): Expected {
  const memoryGb = vcpus * gibPerVcpu;
  return { name, vcpus, memoryGb, accelerator: undefined, count: undefined };
}

function ofFamilies(
  families: Readonly<Record<string, number>>,
  sizes: Readonly<Record<string, number>>,
  nameOf: (family: string, size: string) => string,
): Expected[] {
  return Object.entries(families).flatMap(([family, ratio]) =>
    Object.entries(sizes)
      .map(([size, vcpus]) => plain(nameOf(family, size), vcpus, ratio))
  );
}

const { "24xlarge": _, ...TO_64 } = SIZES;
const NUMBERS = Object.fromEntries([2, 4, 8, 16, 32].map((n) => [n, n]));

/** All of them. */
export const MACHINE_TYPES: readonly Expected[] = [
  ...ofFamilies(AWS, SIZES, (family, size) => `${family}.${size}`),
  ...ofFamilies(GRAVITON, TO_64, (family, size) => `${family}.${size}`),
  ...ofFamilies(
    AZURE,
    NUMBERS,
    (family, size) => `Standard_${family.replace("#", size)}`,
  ),
  ...ofFamilies(GCP, { 4: 4, 8: 8, 16: 16 }, (family, n) => `${family}-${n}`),
  ...OTHERS.trim().split("\n").map((line): Expected => {
    const [name = "", vcpus, memory, accelerator, count] = line.split("|");
    return {
      name,
      vcpus: vcpus ? Number(vcpus) : undefined,
      memoryGb: memory ? Number(memory) : undefined,
      accelerator,
      count: count ? Number(count) : undefined,
    };
  }),
];
