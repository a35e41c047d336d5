import { assert, assertEquals } from "@std/assert";
import { catalog } from "../../mod.ts";
import { deviceForm } from "../../src/catalog/device_form.ts";
import { tables } from "./tables.ts";

// By hand: what a person types, and the device that it means.
const MEANT: Record<string, string> = {
  // NVIDIA, data centre
  "a100": "A100 SXM4 80GB",
  "A100-80GB": "A100 SXM4 80GB",
  "a100-40gb": "A100 SXM4 40GB",
  "A100 40GB": "A100 SXM4 40GB",
  "A100 80GB PCIe": "A100 PCIe 80GB",
  "NVIDIA A100-SXM4-80GB": "A100 SXM4 80GB",
  "h100": "H100 SXM5 80GB",
  "H100 SXM": "H100 SXM5 80GB",
  "H100 80GB": "H100 SXM5 80GB",
  "NVIDIA H100 80GB HBM3": "H100 SXM5 80GB",
  "NVIDIA H100 PCIe": "H100 PCIe 80GB",
  "NVIDIA GH200 480GB": "GH200 (GPU and CPU module)",
  "H200": "H200 SXM 141GB",
  "B200": "B200",
  "NVIDIA B300 SXM6 AC": "B300",
  "GB200": "GB200 (per GPU)",
  "GB300": "GB300 (per GPU)",
  "Tesla V100": "V100 SXM2 16GB",
  "V100 32GB": "V100 SXM2 32GB",
  "Tesla V100 32GB": "V100 SXM2 32GB",
  "V100-PCIe": "V100 PCIe 16GB",
  "V100S": "V100S PCIe 32GB",
  "t4": "T4",
  "Tesla T4": "T4",
  "K80": "K80",
  "P100": "P100 PCIe 16GB",
  "p40": "P40",
  "Tesla P4": "P4",
  "L40S": "L40S",
  "l4": "L4",
  "A10G": "A10G",
  "A30": "A30",
  "A40": "A40",
  // NVIDIA, workstation and desktop
  "rtx 4090": "GeForce RTX 4090",
  "RTX4090": "GeForce RTX 4090",
  "4090": "GeForce RTX 4090",
  "3090": "GeForce RTX 3090",
  "2080 ti": "GeForce RTX 2080 Ti",
  "GTX 1080 Ti": "GeForce GTX 1080 Ti",
  "980 Ti": "GeForce GTX 980 Ti",
  "RTX 5090": "GeForce RTX 5090",
  "A6000": "RTX A6000",
  "RTX A6000": "RTX A6000",
  "RTX 6000 Ada": "RTX 6000 Ada",
  "RTX PRO 6000": "RTX PRO 6000 Blackwell Workstation",
  "RTX PRO 6000 Blackwell Server Edition": "RTX PRO 6000 Blackwell Server",
  "Titan RTX": "TITAN RTX",
  "Jetson Orin Nano": "Jetson Orin Nano 8GB",
  "DGX Spark": "DGX Spark (GB10)",
  // AMD and Intel
  "MI300X": "Instinct MI300X",
  "AMD Instinct MI300X": "Instinct MI300X",
  "AMD Instinct MI300X OAM": "Instinct MI300X",
  "mi250x": "Instinct MI250X",
  "gaudi2": "Gaudi 2 (HL-225H)",
  "Gaudi 3": "Gaudi 3 OAM (HL-325L)",
  "Arc A770": "Arc A770",
  // Google and Amazon
  "tpu v3": "TPU v3",
  "TPUv4": "TPU v4",
  "v5e": "TPU v5e",
  "v6e": "TPU v6e (Trillium)",
  "TPU v6 lite": "TPU v6e (Trillium)",
  "Trillium": "TPU v6e (Trillium)",
  "trn1": "AWS Trainium",
  "trainium2": "AWS Trainium2",
  "inferentia2": "AWS Inferentia2",
  // Apple
  "M1 Max": "Apple M1 Max (32-core GPU)",
  "Apple M2 Ultra": "Apple M2 Ultra (76-core GPU)",
  "M4": "Apple M4 (10-core GPU)",
  "M4 Pro": "Apple M4 Pro (20-core GPU)",
};

Deno.test("a device is found by the names that people and drivers use", () => {
  const found = Object.keys(MEANT).map((typed) => [
    typed,
    catalog.accelerators.find(typed)?.name,
  ]);
  assertEquals(Object.fromEntries(found), MEANT);
});

Deno.test("a name that several devices share finds none of them", () => {
  for (const typed of ["Titan X", "RTX 6000", "RTX 5000", "TPU", "MI300"]) {
    assertEquals(catalog.accelerators.find(typed), undefined, typed);
  }
});

Deno.test("a laptop's chip is not confused with the desktop card of the same name", () => {
  const laptop = catalog.accelerators.get("NVIDIA GeForce RTX 4090 Laptop GPU");
  assertEquals(laptop.name, "GeForce RTX 4090 Laptop");
  assertEquals(laptop.power[0]?.watts, 150); // NVIDIA: 80 to 150 W; the card has 450 W
});

Deno.test("a name or alias belongs to one device in any case and punctuation", () => {
  const owners = new Map<string, string>();
  for (const { name, aliases } of tables.accelerators) {
    for (const alias of [name, ...aliases]) {
      const key = deviceForm(alias);
      assert(!owners.has(key), `${alias}: ${owners.get(key)} and ${name}`);
      owners.set(key, name);
    }
  }
});

Deno.test("every name and alias of a device finds it in the catalog", () => {
  for (const { name, aliases } of tables.accelerators) {
    for (const alias of [name, ...aliases]) {
      assertEquals(catalog.accelerators.find(alias)?.name, name, alias);
    }
  }
});

const [cpus, devices] = [true, false].map((isCpu) =>
  tables.lacoste_2019.hardware.filter(({ kind }) => (kind === "cpu") === isCpu)
) as [typeof tables.lacoste_2019.hardware, typeof tables.lacoste_2019.hardware];

Deno.test("the catalog has the calculator's 40 accelerators and their powers", () => {
  assertEquals(devices.length, 40);
  for (const { name, watts } of devices) {
    const { power } = catalog.accelerators.get(name);
    const figures = power.filter(({ source }) => source === "mlco2-impact");
    assertEquals(figures.map((figure) => figure.watts), [watts], name);
  }
});

Deno.test("the catalog has the calculator's 8 processors", () => {
  assertEquals(cpus.length, 8);
  const other = cpus.filter(({ name, watts }) =>
    catalog.cpus.get(name).tdpWatts !== watts
  );
  // Its 105 W are those of the v4; by this bare name the catalog has the first
  assertEquals(other.map(({ name }) => name), ["Intel Xeon E5-2650"]);
});
