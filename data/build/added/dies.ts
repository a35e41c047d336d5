/**
 * Areas of the dies, in mm², by the devices with them; from the makers' architecture white papers.
 * Two dies of B200 are NVIDIA's "reticle-limited" ones.
 */
const DIES: readonly (readonly [mm2: number, devices: RegExp])[] = [
  [814, /^(H100|H200|H800|H20\b|GH200)/],
  [1628, /^(B100|B200|B300|GB200 \(|GB300)/],
  [826, /^(A100|A800|A30$)/],
  [
    628,
    /^(A10G?$|A40$|RTX A(4500|5000|5500|6000)$|GeForce RTX 3080|GeForce RTX 3090)(?!.*Laptop)/,
  ],
  [392, /^(RTX A4000$|GeForce RTX 3070( Ti)?$|GeForce RTX 3060 Ti$)/],
  [609, /^(L40|L20$|RTX [56]000 Ada$|GeForce RTX 4090( D)?$)/],
  [379, /^GeForce RTX 4080( SUPER)?$/],
  [294, /^(L4$|L2$|RTX 4[05]00 Ada$|GeForce RTX 4070( SUPER| Ti)?$)/],
  [750, /^(GeForce RTX 5090( D)?$|RTX PRO [56]000 Blackwell)/],
  [378, /^GeForce RTX 50(80|70 Ti)$/],
  [
    545,
    /^(T4G?$|GeForce RTX 2080( SUPER)?$|GeForce RTX 2070 SUPER$|Quadro RTX [45]000$)/,
  ],
  [754, /^(GeForce RTX 2080 Ti$|TITAN RTX$|Quadro RTX [68]000$)/],
  [815, /^(V100|TITAN V$|Quadro GV100$)/],
  [610, /^(P100|Quadro GP100$)/],
  [471, /^(P40$|GeForce GTX 1080 Ti$|TITAN X)/],
];

/** Gives the area of a device's dies, in mm², or `undefined` if it is not listed. */
export function dieMm2(device: string): number | undefined {
  return DIES.find(([, devices]) => devices.test(device))?.[0];
}
