/**
 * Names of processors as `/proc/cpuinfo`, clouds and people write them, with base power or TDP in
 * W. The powers are typed by hand from Intel's and AMD's pages of the models; those that end in
 * `?` are assumed, as no maker publishes them.
 */
export const CPUS = `
Intel(R) Xeon(R) CPU E5-2699 v4 @ 2.20GHz|145
Intel(R) Xeon(R) CPU E5-2690 v4 @ 2.60GHz|135
Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz|120
Intel(R) Xeon(R) CPU E5-2650 v4 @ 2.20GHz|105
Intel(R) Xeon(R) CPU E5-2650 0 @ 2.00GHz|95
Intel(R) Xeon(R) CPU E5-2620 v3 @ 2.40GHz|85
Intel(R) Xeon(R) CPU E5-2686 v4 @ 2.30GHz|145
Intel(R) Xeon(R) CPU E5-2673 v4 @ 2.30GHz|135
Intel(R) Xeon(R) CPU E5-2676 v3 @ 2.40GHz|120?
Intel(R) Xeon(R) CPU E5-2666 v3 @ 2.90GHz|120?
Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz|150
Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz|125
Intel(R) Xeon(R) Gold 6140 CPU @ 2.30GHz|140
Intel(R) Xeon(R) Gold 6230 CPU @ 2.10GHz|125
Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz|150
Intel(R) Xeon(R) Gold 6248R CPU @ 3.00GHz|205
Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz|205
Intel(R) Xeon(R) Gold 6348 CPU @ 2.60GHz|235
Intel(R) Xeon(R) Gold 6430|270
Intel(R) Xeon(R) Silver 4210R CPU @ 2.40GHz|100
Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz|135
Intel(R) Xeon(R) Silver 4410Y|150
Intel(R) Xeon(R) Platinum 8160 CPU @ 2.10GHz|150
Intel(R) Xeon(R) Platinum 8168 CPU @ 2.70GHz|205
Intel(R) Xeon(R) Platinum 8180 CPU @ 2.50GHz|205
Intel(R) Xeon(R) Platinum 8260 CPU @ 2.40GHz|165
Intel(R) Xeon(R) Platinum 8268 CPU @ 2.90GHz|205
Intel(R) Xeon(R) Platinum 8280 CPU @ 2.70GHz|205
Intel(R) Xeon(R) Platinum 8352Y CPU @ 2.20GHz|205
Intel(R) Xeon(R) Platinum 8358 CPU @ 2.60GHz|250
Intel(R) Xeon(R) Platinum 8368 CPU @ 2.40GHz|270
Intel(R) Xeon(R) Platinum 8380 CPU @ 2.30GHz|270
Intel(R) Xeon(R) Platinum 8460Y+|300
Intel(R) Xeon(R) Platinum 8468|350
Intel(R) Xeon(R) Platinum 8470|350
Intel(R) Xeon(R) Platinum 8480+|350
Intel(R) Xeon(R) Platinum 8480C|350
Intel(R) Xeon(R) Platinum 8490H|350
Intel(R) Xeon(R) Platinum 8558|330
Intel(R) Xeon(R) Platinum 8592+|350
Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz|350?
Intel(R) Xeon(R) Platinum 8488C|350?
Intel(R) Xeon(R) Platinum 8473C|350?
INTEL(R) XEON(R) PLATINUM 8581C CPU @ 2.60GHz|350?
Intel(R) Xeon(R) Platinum 8573C|350?
Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz|270?
Intel(R) Xeon(R) 6975P-C|500?
Intel(R) Xeon(R) 6980P|500
Intel(R) Xeon(R) 6787P|350
Intel(R) Xeon(R) CPU Max 9480|350
Intel(R) Xeon(R) w9-3495X|350
Intel(R) Xeon(R) w7-2495X|225
Intel(R) Xeon(R) w5-3435X|270
Intel(R) Xeon(R) W-2295 CPU @ 3.00GHz|165
Intel(R) Xeon(R) W-3375 CPU @ 2.50GHz|270
Intel(R) Xeon(R) E-2288G CPU @ 3.70GHz|95
Intel(R) Xeon(R) E-2124 CPU @ 3.30GHz|71
Intel(R) Xeon(R) CPU E3-1230 v6 @ 3.50GHz|72
Intel(R) Xeon(R) D-2146NT CPU @ 2.30GHz|80
12th Gen Intel(R) Core(TM) i9-12900K|125
12th Gen Intel(R) Core(TM) i9-12900KS|150
12th Gen Intel(R) Core(TM) i9-12900|65
12th Gen Intel(R) Core(TM) i7-12700K|125
12th Gen Intel(R) Core(TM) i7-12700|65
12th Gen Intel(R) Core(TM) i5-12600K|125
12th Gen Intel(R) Core(TM) i5-12400F|65
12th Gen Intel(R) Core(TM) i3-12100F|58
12th Gen Intel(R) Core(TM) i3-12100|60
12th Gen Intel(R) Core(TM) i9-12900H|45
12th Gen Intel(R) Core(TM) i7-12700H|45
12th Gen Intel(R) Core(TM) i5-12500H|45
12th Gen Intel(R) Core(TM) i9-12950HX|55
12th Gen Intel(R) Core(TM) i7-1280P|28
12th Gen Intel(R) Core(TM) i7-1270P|28
12th Gen Intel(R) Core(TM) i7-1260P|28
12th Gen Intel(R) Core(TM) i5-1240P|28
12th Gen Intel(R) Core(TM) i7-1265U|15
12th Gen Intel(R) Core(TM) i7-1255U|15
12th Gen Intel(R) Core(TM) i5-1235U|15
12th Gen Intel(R) Core(TM) i7-1250U|9
13th Gen Intel(R) Core(TM) i9-13900K|125
13th Gen Intel(R) Core(TM) i9-13900KS|150
13th Gen Intel(R) Core(TM) i9-13900|65
13th Gen Intel(R) Core(TM) i7-13700K|125
13th Gen Intel(R) Core(TM) i7-13700|65
13th Gen Intel(R) Core(TM) i5-13600K|125
13th Gen Intel(R) Core(TM) i5-13400F|65
13th Gen Intel(R) Core(TM) i9-13980HX|55
13th Gen Intel(R) Core(TM) i9-13900H|45
13th Gen Intel(R) Core(TM) i7-13700H|45
13th Gen Intel(R) Core(TM) i7-13700HX|55
13th Gen Intel(R) Core(TM) i5-13500H|45
13th Gen Intel(R) Core(TM) i7-1360P|28
13th Gen Intel(R) Core(TM) i5-1340P|28
13th Gen Intel(R) Core(TM) i7-1365U|15
13th Gen Intel(R) Core(TM) i7-1355U|15
13th Gen Intel(R) Core(TM) i5-1335U|15
13th Gen Intel(R) Core(TM) i5-1345U|15
Intel(R) Core(TM) i9-14900K|125
Intel(R) Core(TM) i9-14900KF|125
Intel(R) Core(TM) i9-14900HX|55
Intel(R) Core(TM) i7-14700K|125
Intel(R) Core(TM) i7-14700|65
Intel(R) Core(TM) i7-14700HX|55
Intel(R) Core(TM) i5-14600K|125
Intel(R) Core(TM) i5-14400F|65
Intel(R) Core(TM) Ultra 9 285K|125
Intel(R) Core(TM) Ultra 7 265K|125
Intel(R) Core(TM) Ultra 5 245K|125
Intel(R) Core(TM) Ultra 9 185H|45
Intel(R) Core(TM) Ultra 7 165H|28
Intel(R) Core(TM) Ultra 7 155H|28
Intel(R) Core(TM) Ultra 5 125H|28
Intel(R) Core(TM) Ultra 7 165U|15
Intel(R) Core(TM) Ultra 5 125U|15
Intel(R) Core(TM) Ultra 7 258V|17
Intel(R) Core(TM) Ultra 9 288V|30
Intel(R) Core(TM) Ultra 9 285H|45
Intel(R) Core(TM) Ultra 7 255H|28
Intel(R) Core(TM) Ultra 9 275HX|55
11th Gen Intel(R) Core(TM) i7-11800H @ 2.30GHz|45
11th Gen Intel(R) Core(TM) i9-11900K @ 3.50GHz|125
11th Gen Intel(R) Core(TM) i7-1185G7 @ 3.00GHz|28
11th Gen Intel(R) Core(TM) i5-1135G7 @ 2.40GHz|28
Intel(R) Core(TM) i9-10900K CPU @ 3.70GHz|125
Intel(R) Core(TM) i7-10700K CPU @ 3.80GHz|125
Intel(R) Core(TM) i5-10600K CPU @ 4.10GHz|125
Intel(R) Core(TM) i7-10750H CPU @ 2.60GHz|45
Intel(R) Core(TM) i5-10210U CPU @ 1.60GHz|15
Intel(R) Core(TM) i9-9900K CPU @ 3.60GHz|95
Intel(R) Core(TM) i7-9700K CPU @ 3.60GHz|95
Intel(R) Core(TM) i7-9750H CPU @ 2.60GHz|45
Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz|95
Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz|15
Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz|15
Intel(R) Core(TM) i3-8121U CPU @ 2.20GHz|15
Intel(R) Core(TM) m3-8114Y CPU @ 1.50GHz|5
Intel(R) Core(TM) i7-7700K CPU @ 4.20GHz|91
Intel(R) Core(TM) i7-6700K CPU @ 4.00GHz|91
Intel(R) Core(TM) i7-4790K CPU @ 4.00GHz|88
Intel(R) Core(TM) i5-4590 CPU @ 3.30GHz|84
Intel(R) N100|6
Intel(R) Celeron(R) N5105 @ 2.00GHz|10
Intel(R) Celeron(R) N4020 CPU @ 1.10GHz|6
AMD EPYC 7763 64-Core Processor|280
AMD EPYC 7742 64-Core Processor|225
AMD EPYC 7702 64-Core Processor|200
AMD EPYC 7713 64-Core Processor|225
AMD EPYC 7601 32-Core Processor|180
AMD EPYC 7551 32-Core Processor|180
AMD EPYC 7543 32-Core Processor|225
AMD EPYC 7452 32-Core Processor|155
AMD EPYC 7402P 24-Core Processor|180
AMD EPYC 7302 16-Core Processor|155
AMD EPYC 73F3 16-Core Processor|240
AMD EPYC 7773X 64-Core Processor|280
AMD EPYC 7F52 16-Core Processor|240
AMD EPYC 9654 96-Core Processor|360
AMD EPYC 9554 64-Core Processor|360
AMD EPYC 9534 64-Core Processor|280
AMD EPYC 9354 32-Core Processor|280
AMD EPYC 9334 32-Core Processor|210
AMD EPYC 9684X 96-Core Processor|400
AMD EPYC 9754 128-Core Processor|360
AMD EPYC 9755 128-Core Processor|500
AMD EPYC 9965 192-Core Processor|500
AMD EPYC 9655 96-Core Processor|400
AMD EPYC 9575F 64-Core Processor|400
AMD EPYC 8534P 64-Core Processor|200
AMD EPYC 7V13 64-Core Processor|280?
AMD EPYC 7J13 64-Core Processor|280?
AMD EPYC 7R32|225?
AMD EPYC 7571|180?
AMD EPYC 9R14|360?
AMD EPYC 9V74 80-Core Processor|290?
AMD EPYC 9V84 96-Core Processor|360?
AMD EPYC 9B14|360?
AMD Ryzen 9 7950X 16-Core Processor|170
AMD Ryzen 9 7950X3D 16-Core Processor|120
AMD Ryzen 9 7900X 12-Core Processor|170
AMD Ryzen 9 9950X 16-Core Processor|170
AMD Ryzen 7 9800X3D 8-Core Processor|120
AMD Ryzen 7 9700X 8-Core Processor|65
AMD Ryzen 5 9600X 6-Core Processor|65
AMD Ryzen 7 7800X3D 8-Core Processor|120
AMD Ryzen 7 7700X 8-Core Processor|105
AMD Ryzen 5 7600 6-Core Processor|65
AMD Ryzen 9 5950X 16-Core Processor|105
AMD Ryzen 9 5900X 12-Core Processor|105
AMD Ryzen 7 5800X 8-Core Processor|105
AMD Ryzen 5 5600X 6-Core Processor|65
AMD Ryzen 9 3950X 16-Core Processor|105
AMD Ryzen 9 3900X 12-Core Processor|105
AMD Ryzen 7 3700X 8-Core Processor|65
AMD Ryzen 7 2700X Eight-Core Processor|105
AMD Ryzen 5 2600 Six-Core Processor|65
AMD Ryzen 9 7945HX with Radeon Graphics|55
AMD Ryzen 7 7840U w/ Radeon 780M Graphics|28
AMD Ryzen 7 5700U with Radeon Graphics|15
AMD Ryzen 7 8845HS w/ Radeon 780M Graphics|45
AMD Ryzen AI 9 HX 370 w/ Radeon 890M|28
AMD RYZEN AI MAX+ 395 w/ Radeon 8060S|55
AMD Ryzen Threadripper 7980X 64-Cores|350
AMD Ryzen Threadripper PRO 7995WX 96-Cores|350
AMD Ryzen Threadripper PRO 5995WX 64-Cores|280
AMD Ryzen Threadripper 3990X 64-Core Processor|280
AMD Ryzen Threadripper 1950X 16-Core Processor|180
Apple M1|20?
Apple M1 Max|37?
Apple M2|20?
Apple M3 Pro|30?
Apple M4 Max|56?
Apple M5|21?
AWS Graviton3|128?
Google Axion Processor|192?
Ampere Altra Q80-30|210
7950X|170
9800X3D|120
12700K|125
i7-12700K|125
i9 14900K|125
Xeon 6248R|205
EPYC 9654|360
Ryzen 5800X|105
Threadripper 5995WX|280
E5-2680 v4|120
155H|28
M3 Pro|30?
`;
