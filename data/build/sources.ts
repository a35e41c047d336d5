import { FAMILY_SOURCES } from "./added/families.ts";
import type { Source } from "./types.ts";

const FACT = "publisher's terms; single facts cited";
const ARXIV = "arXiv; single facts cited";

const GOOGLE_REGIONS = "https://github.com/GoogleCloudPlatform/" +
  "region-carbon-info/blob/main/data/yearly";

function source(
  title: string,
  publisher: string,
  year: number,
  licence: string,
  address: string,
): Source {
  return { title, publisher, year, licence, address };
}

function googleRegions(year: number): [string, Source] {
  const title = `Carbon data for Google Cloud regions, ${year} file`;
  const address = `${GOOGLE_REGIONS}/${year}.csv`;
  return [
    `google-region-carbon-${year}`,
    source(title, "Google", year, "Apache-2.0", address),
  ];
}

function card(title: string, year: number, path: string): Source {
  const address = `https://huggingface.co/${path}`;
  return source(title, "Hugging Face Hub", year, FACT, address);
}

function paper(title: string, authors: string, id: string): Source {
  const year = 2000 + Number(id.slice(0, 2));
  return source(title, authors, year, ARXIV, `https://arxiv.org/abs/${id}`);
}

/** All sources that a figure may cite. */
export const SOURCES: Record<string, Source> = {
  // Grids
  "ember-2026": source(
    "Yearly electricity data, 2026 edition",
    "Ember",
    2026,
    "CC BY 4.0",
    "https://ember-energy.org/data/yearly-electricity-data/",
  ),
  "ember-2025": source(
    "Yearly electricity data, 2025 edition",
    "Ember",
    2025,
    "CC BY 4.0",
    "https://ember-energy.org/data/yearly-electricity-data/",
  ),
  "ember-2022": source(
    "Yearly electricity data, 2022 edition",
    "Ember",
    2022,
    "CC BY 4.0",
    "https://ember-energy.org/data/yearly-electricity-data/",
  ),
  "owid-energy-2024": source(
    "Carbon intensity of electricity generation",
    "Our World in Data, from Ember",
    2024,
    "CC BY 4.0",
    "https://ourworldindata.org/grapher/carbon-intensity-electricity",
  ),
  "eea-intensity-2021": source(
    "Greenhouse gas emission intensity of electricity generation in Europe",
    "European Environment Agency, Ember, Our World in Data",
    2021,
    "CC BY 4.0",
    "https://www.eea.europa.eu/en/analysis/indicators/greenhouse-gas-emission-intensity-of-1",
  ),
  "egrid-2023": source(
    "eGRID2023, revision 2",
    "US Environmental Protection Agency",
    2025,
    "public domain (US government work)",
    "https://www.epa.gov/egrid",
  ),
  "egrid-2022": source(
    "GHG Emission Factors Hub 2024, table 6 (eGRID2022)",
    "US Environmental Protection Agency",
    2024,
    "public domain (US government work)",
    "https://www.epa.gov/climateleadership/ghg-emission-factors-hub",
  ),
  "egrid-2016": source(
    "eGRID2016, state output rates",
    "US Environmental Protection Agency",
    2018,
    "public domain (US government work)",
    "https://www.epa.gov/egrid",
  ),
  "eccc-2026": source(
    "Emission factors and reference values 4.0, table 5.4",
    "Environment and Climate Change Canada",
    2026,
    "Crown copyright; tables of the inventory under OGL-Canada 2.0",
    "https://publications.gc.ca/collections/collection_2026/eccc/En84-294-2026-eng.pdf",
  ),
  "nga-2025": source(
    "National Greenhouse Accounts Factors 2025, table 1",
    "Commonwealth of Australia (DCCEEW)",
    2025,
    "CC BY 4.0",
    "https://www.dcceew.gov.au/climate-change/publications/national-greenhouse-accounts-factors-2025",
  ),
  "iea-2019": source(
    "Global Energy and CO2 Status Report 2019, emissions",
    "International Energy Agency",
    2019,
    FACT,
    "https://www.iea.org/reports/global-energy-co2-status-report-2019/emissions",
  ),
  "ipcc-2014": source(
    "AR5 Climate Change 2014, mitigation, annex III: technology-specific parameters",
    "Intergovernmental Panel on Climate Change",
    2014,
    FACT,
    "https://www.ipcc.ch/report/ar5/wg3/",
  ),
  "wri-water-2020": source(
    "Guidance for calculating water use embedded in purchased electricity",
    "World Resources Institute",
    2020,
    "CC BY 4.0",
    "https://www.wri.org/research/guidance-calculating-water-use-embedded-purchased-electricity",
  ),
  // Providers
  ...Object.fromEntries(
    [2024, 2023, 2022, 2021, 2020, 2019].map(googleRegions),
  ),
  "gsf-real-time-cloud-1.1": source(
    "Real Time Energy and Carbon Standard for Cloud Providers, region table 1.1",
    "Green Software Foundation",
    2026,
    "none stated for the table; only figures that AWS, Google and Microsoft published are used",
    "https://github.com/Green-Software-Foundation/real-time-cloud",
  ),
  "google-efficiency": source(
    "Data centre efficiency",
    "Google",
    2025,
    FACT,
    "https://datacenters.google/efficiency/",
  ),
  "google-environmental-report": source(
    "Environmental reports",
    "Google",
    2025,
    FACT,
    "https://sustainability.google/reports/",
  ),
  "lambda-instances": source(
    "Lambda Cloud instance types",
    "Lambda",
    2026,
    FACT,
    "https://lambda.ai/instances",
  ),
  "nebius-platforms": source(
    "Types of virtual machines and GPUs in Nebius AI Cloud",
    "Nebius",
    2026,
    FACT,
    "https://docs.nebius.com/compute/virtual-machines/types",
  ),
  "nvidia-hgx-b200-pcf": source(
    "NVIDIA HGX B200 reduces embodied carbon emissions intensity",
    "NVIDIA",
    2025,
    FACT,
    "https://developer.nvidia.com/blog/?p=106112",
  ),
  "elsworth-2025": paper(
    "Measuring the environmental impact of delivering AI at Google scale",
    "Elsworth et al.",
    "2508.15734",
  ),
  "microsoft-efficiency": source(
    "Datacenter efficiency",
    "Microsoft",
    2025,
    FACT,
    "https://datacenters.microsoft.com/sustainability/efficiency/",
  ),
  "microsoft-azure-blog-2022": source(
    "How Microsoft measures datacenter water and energy use",
    "Microsoft",
    2022,
    FACT,
    "https://azure.microsoft.com/en-us/blog/how-microsoft-measures-datacenter-water-and-energy-use-to-improve-azure-cloud-sustainability/",
  ),
  "microsoft-sustainability": source(
    "Corporate responsibility: sustainability",
    "Microsoft",
    2025,
    FACT,
    "https://www.microsoft.com/en-us/corporate-responsibility/sustainability",
  ),
  "aws-cloud-sustainability": source(
    "AWS Cloud sustainability",
    "Amazon",
    2026,
    FACT,
    "https://sustainability.aboutamazon.com/products-services/aws-cloud",
  ),
  "amazon-sustainability-report": source(
    "Sustainability reports",
    "Amazon",
    2025,
    FACT,
    "https://sustainability.aboutamazon.com/reporting",
  ),
  "climate-pledge": source(
    "The Climate Pledge",
    "Amazon",
    2019,
    FACT,
    "https://www.aboutamazon.com/news/sustainability/20-more-companies-from-around-the-globe-join-the-climate-pledge",
  ),
  "dcd-aws-pue-2024": source(
    "AWS global data centers achieved PUE of 1.15 in 2023",
    "Data Center Dynamics",
    2024,
    FACT,
    "https://www.datacenterdynamics.com/en/news/aws-global-data-centers-achieved-pue-of-115-in-2023/",
  ),
  "meta-sustainability": source(
    "Data centers and environmental data index",
    "Meta",
    2025,
    FACT,
    "https://sustainability.atmeta.com/data-centers/",
  ),
  "ovh-environment": source(
    "Environmental indicators",
    "OVHcloud",
    2025,
    FACT,
    "https://corporate.ovhcloud.com/en/sustainability/environment/",
  ),
  "scaleway-environment": source(
    "Environmental leadership",
    "Scaleway",
    2025,
    FACT,
    "https://www.scaleway.com/en/environmental-leadership/",
  ),
  "oracle-sustainability": source(
    "Sustainability",
    "Oracle",
    2025,
    FACT,
    "https://www.oracle.com/social-impact/sustainability/",
  ),
  "uptime-survey": source(
    "Global Data Center Survey, 2007 to 2025",
    "Uptime Institute",
    2025,
    FACT,
    "https://uptimeinstitute.com/resources/research-and-reports",
  ),
  // Instances
  "aws-instance-types": source(
    "Amazon EC2 instance types",
    "Amazon",
    2026,
    FACT,
    "https://aws.amazon.com/ec2/instance-types/",
  ),
  "google-accelerator-machines": source(
    "Accelerator-optimized machine family",
    "Google",
    2026,
    FACT,
    "https://cloud.google.com/compute/docs/accelerator-optimized-machines",
  ),
  "azure-vm-sizes": source(
    "Sizes for virtual machines in Azure",
    "Microsoft",
    2026,
    FACT,
    "https://learn.microsoft.com/azure/virtual-machines/sizes/overview",
  ),
  "ovh-instances": source(
    "Public Cloud prices",
    "OVHcloud",
    2026,
    FACT,
    "https://www.ovhcloud.com/en/public-cloud/prices/",
  ),
  "scaleway-instances": source(
    "GPU instances",
    "Scaleway",
    2026,
    FACT,
    "https://www.scaleway.com/en/gpu-instances/",
  ),
  "oracle-shapes": source(
    "Compute shapes",
    "Oracle",
    2026,
    FACT,
    "https://docs.oracle.com/en-us/iaas/Content/Compute/References/computeshapes.htm",
  ),
  "ibm-profiles": source(
    "VPC instance profiles",
    "IBM",
    2026,
    FACT,
    "https://cloud.ibm.com/docs/vpc?topic=vpc-profiles",
  ),
  // Devices
  ...FAMILY_SOURCES,
  "nvidia-dgx-datasheets": source(
    "NVIDIA DGX datasheets",
    "NVIDIA",
    2025,
    FACT,
    "https://www.nvidia.com/en-us/data-center/dgx-platform/",
  ),
  "amd-alveo-u250": source(
    "Alveo U200 and U250 Data Center Accelerator Cards Data Sheet (DS962)",
    "AMD (Xilinx)",
    2023,
    FACT,
    "https://docs.amd.com/r/en-US/ds962-u200-u250",
  ),
  "intel-movidius": source(
    "Movidius Myriad X product brief",
    "Intel",
    2018,
    FACT,
    "https://www.intel.com/content/www/us/en/products/details/processors/movidius-vpu.html",
  ),
  "intel-ark": source(
    "Intel product specifications: processor base power and maximum turbo power",
    "Intel",
    2026,
    FACT,
    "https://www.intel.com/content/www/us/en/ark.html",
  ),
  "amd-epyc": source(
    "AMD EPYC processor specifications: default TDP",
    "AMD",
    2026,
    FACT,
    "https://www.amd.com/en/products/processors/server/epyc.html",
  ),
  "anandtech-m1": source(
    "The 2020 Mac Mini unleashed: putting Apple Silicon M1 to the test",
    "AnandTech",
    2020,
    FACT,
    "https://www.anandtech.com/show/16252/mac-mini-apple-m1-tested",
  ),
  "qualcomm-snapdragon-x": source(
    "Snapdragon X Elite product brief",
    "Qualcomm",
    2024,
    FACT,
    "https://www.qualcomm.com/products/mobile/snapdragon/laptops-and-tablets/snapdragon-x-elite",
  ),
  "nvidia-grace": source(
    "Grace CPU superchip data sheet",
    "NVIDIA",
    2024,
    FACT,
    "https://www.nvidia.com/en-us/data-center/grace-cpu/",
  ),
  "ampere-altra": source(
    "Altra and Altra Max product briefs",
    "Ampere Computing",
    2021,
    FACT,
    "https://amperecomputing.com/products/processors",
  ),
  "google-tpu-docs": source(
    "Cloud TPU documentation",
    "Google",
    2025,
    FACT,
    "https://cloud.google.com/tpu/docs",
  ),
  "jouppi-2017": paper(
    "In-Datacenter Performance Analysis of a Tensor Processing Unit",
    "Jouppi et al.",
    "1704.04760",
  ),
  "jouppi-2021": source(
    "Ten Lessons From Three Generations Shaped Google's TPUv4i",
    "Jouppi et al., ISCA 2021",
    2021,
    FACT,
    "https://doi.org/10.1109/ISCA52012.2021.00010",
  ),
  "google-coral": source(
    "Coral Edge TPU documentation",
    "Google",
    2019,
    FACT,
    "https://coral.ai/docs/",
  ),
  "aws-neuron": source(
    "AWS Neuron hardware",
    "Amazon",
    2025,
    FACT,
    "https://awsdocs-neuron.readthedocs-hosted.com/en/latest/about-neuron/arch/neuron-hardware/index.html",
  ),
  "nand-research-trainium2": source(
    "Research note: AWS's new Trainium2",
    "NAND Research",
    2024,
    FACT,
    "https://nand-research.com/research-note-awss-new-trainium2",
  ),
  "apple-support": source(
    "Power consumption and thermal output of Mac Studio (Mac mini has a page of its own)",
    "Apple",
    2025,
    FACT,
    "https://support.apple.com/102027",
  ),
  "microsoft-maia-2024": source(
    "Inside Maia 100",
    "Microsoft",
    2024,
    FACT,
    "https://techcommunity.microsoft.com/blog/azureinfrastructureblog/inside-maia-100-revolutionizing-ai-workloads-with-microsofts-custom-ai-accelerat/4229118",
  ),
  "meta-mtia-2024": source(
    "Our next-generation Meta Training and Inference Accelerator",
    "Meta",
    2024,
    FACT,
    "https://ai.meta.com/blog/next-generation-meta-training-inference-accelerator-AI-MTIA/",
  ),
  "cerebras": source(
    "CS systems",
    "Cerebras",
    2024,
    FACT,
    "https://www.cerebras.ai/system",
  ),
  "graphcore": source(
    "IPU products",
    "Graphcore",
    2022,
    FACT,
    "https://www.graphcore.ai/products",
  ),
  "groq": source("GroqCard", "Groq", 2022, FACT, "https://groq.com/"),
  "qualcomm-cloud-ai": source(
    "Cloud AI 100",
    "Qualcomm",
    2023,
    FACT,
    "https://www.qualcomm.com/products/technology/processors/cloud-artificial-intelligence",
  ),
  "huawei-ascend": source(
    "Ascend processors",
    "Huawei",
    2023,
    FACT,
    "https://www.hiascend.com/",
  ),
  "tenstorrent": source(
    "Add-in boards",
    "Tenstorrent",
    2025,
    FACT,
    "https://docs.tenstorrent.com/aibs/index.html",
  ),
  "hailo": source(
    "Hailo-8 AI accelerator",
    "Hailo",
    2021,
    FACT,
    "https://hailo.ai/products/ai-accelerators/hailo-8-ai-accelerator/",
  ),
  // Tools
  "lacoste-2019": paper(
    "Quantifying the Carbon Emissions of Machine Learning",
    "Lacoste, Luccioni, Schmidt, Dandres",
    "1910.09700",
  ),
  "mlco2-impact": source(
    "Machine Learning Emissions Calculator, data files",
    "mlco2",
    2026,
    "MIT for the repository; none stated for the data",
    "https://github.com/mlco2/impact/tree/master/data",
  ),
  "green-algorithms-3": source(
    "Green Algorithms 3.0, data files",
    "Lannelongue, Grealey, Inouye and contributors",
    2025,
    "CC BY 4.0",
    "https://github.com/GreenAlgorithms/green-algorithms-tool",
  ),
  "experiment-impact-tracker": source(
    "experiment-impact-tracker, power table",
    "Henderson et al.",
    2021,
    "MIT",
    "https://github.com/Breakend/experiment-impact-tracker",
  ),
  "codecarbon-3.3": source(
    "codecarbon 3.3, hardware data and constants",
    "mlco2",
    2026,
    "MIT",
    "https://github.com/mlco2/codecarbon",
  ),
  "ccf-2022": source(
    "Cloud Carbon Footprint, constants",
    "Thoughtworks",
    2022,
    "Apache-2.0",
    "https://github.com/cloud-carbon-footprint/cloud-carbon-footprint",
  ),
  "ccf-coefficients-2026": source(
    "Cloud Carbon Footprint, coefficients (SPECpower)",
    "Cloud Carbon Footprint",
    2026,
    "Apache-2.0",
    "https://github.com/cloud-carbon-footprint/ccf-coefficients",
  ),
  "teads-2021": source(
    "Building an AWS EC2 carbon emissions dataset",
    "Teads",
    2021,
    "Apache-2.0 for the copy in ccf-coefficients",
    "https://medium.com/teads-engineering/building-an-aws-ec2-carbon-emissions-dataset-3f0fd76c98ac",
  ),
  "ecologits": source(
    "EcoLogits 0.9, methodology of LLM inference",
    "GenAI Impact",
    2025,
    "methodology CC BY-SA 4.0; single facts cited",
    "https://ecologits.ai/latest/methodology/llm_inference/",
  ),
  "cloud-jewels-2020": source(
    "Cloud Jewels: estimating kWh in the cloud",
    "Etsy",
    2020,
    FACT,
    "https://www.etsy.com/codeascraft/cloud-jewels-estimating-kwh-in-the-cloud",
  ),
  "aslan-2018": source(
    "Electricity Intensity of Internet Data Transmission",
    "Aslan, Mayers, Koomey, France",
    2018,
    FACT,
    "https://doi.org/10.1111/jiec.12630",
  ),
  "swdm-4": source(
    "Sustainable Web Design model, version 4",
    "Sustainable Web Design",
    2024,
    FACT,
    "https://sustainablewebdesign.org/estimating-digital-emissions/",
  ),
  // Sensors
  "nvml-api": source(
    "NVML API Reference Guide",
    "NVIDIA",
    2025,
    FACT,
    "https://docs.nvidia.com/deploy/nvml-api/group__nvmlDeviceQueries.html",
  ),
  "yang-2023": paper(
    "Part-time Power Measurements: nvidia-smi's Lack of Attention",
    "Yang, Adamek, Armour",
    "2312.02741",
  ),
  "schoene-2021": paper(
    "Energy Efficiency Aspects of the AMD Zen 2 Architecture",
    "Schöne, Ilsche, Bielert, Velten, Schmidl, Hackenberg",
    "2108.00808",
  ),
  "desrochers-2016": source(
    "A Validation of DRAM RAPL Power Measurements, raw data",
    "Desrochers, Paradis, Weaver, MEMSYS 2016",
    2016,
    FACT,
    "https://github.com/deater/rapl_validation",
  ),
  // Embodied
  "dell-r740-2019": source(
    "Life Cycle Assessment of Dell R740",
    "Dell",
    2019,
    FACT,
    "https://www.delltechnologies.com/asset/en-us/products/servers/technical-support/Full_LCA_Dell_R740.pdf",
  ),
  "nvidia-hgx-h100-pcf": source(
    "HGX H100 product carbon footprint summary",
    "NVIDIA",
    2025,
    FACT,
    "https://images.nvidia.com/aem-dam/Solutions/documents/HGX-H100-PCF-Summary.pdf",
  ),
  "hubblo-2026": source(
    "GPU embedded impacts calculator",
    "Hubblo, ADEME",
    2026,
    "not stated; single fact cited",
    "https://data.hubblo.org/",
  ),
  "chien-2023": source(
    "Reducing the Carbon Impact of Generative AI Inference",
    "Chien et al., HotCarbon 2023",
    2023,
    FACT,
    "https://dl.acm.org/doi/10.1145/3604930.3605705",
  ),
  // Equivalences
  "epa-equivalencies": source(
    "Greenhouse Gas Equivalencies Calculator",
    "US Environmental Protection Agency",
    2024,
    "public domain (US government work)",
    "https://www.epa.gov/energy/greenhouse-gas-equivalencies-calculator-calculations-and-references",
  ),
  "epa-vehicle": source(
    "Greenhouse Gas Emissions from a Typical Passenger Vehicle",
    "US Environmental Protection Agency",
    2023,
    "public domain (US government work)",
    "https://www.epa.gov/greenvehicles/greenhouse-gas-emissions-typical-passenger-vehicle",
  ),
  "eea-cars": source(
    "CO2 emissions performance of new passenger cars",
    "European Environment Agency",
    2024,
    "CC BY 4.0",
    "https://www.eea.europa.eu/en/analysis/indicators/co2-performance-of-new-passenger",
  ),
  "desnz-2024": source(
    "Conversion factors for company reporting 2024",
    "UK Department for Energy Security and Net Zero",
    2024,
    "OGL 3.0",
    "https://www.gov.uk/government/collections/government-conversion-factors-for-company-reporting",
  ),
  "google-search-2009": source(
    "Powering a Google search",
    "Google",
    2009,
    FACT,
    "https://googleblog.blogspot.com/2009/01/powering-google-search.html",
  ),
  "poore-nemecek-2018": source(
    "Environmental impacts of food (Poore and Nemecek 2018)",
    "Our World in Data",
    2020,
    "CC BY 4.0",
    "https://ourworldindata.org/food-choice-vs-eating-local",
  ),
  // Papers and published results
  "strubell-2019": paper(
    "Energy and Policy Considerations for Deep Learning in NLP",
    "Strubell, Ganesh, McCallum",
    "1906.02243",
  ),
  "patterson-2021": paper(
    "Carbon Emissions and Large Neural Network Training",
    "Patterson et al.",
    "2104.10350",
  ),
  "lamda-2022": paper(
    "LaMDA: Language Models for Dialog Applications",
    "Thoppilan et al.",
    "2201.08239",
  ),
  "carbonx-2025": paper(
    "CarbonX: An Open-Source Tool for Computational Decarbonization Using Time Series Foundation Models",
    "Maji et al.",
    "2510.01521",
  ),
  "dodge-2022": paper(
    "Measuring the Carbon Intensity of AI in Cloud Instances",
    "Dodge et al.",
    "2206.05229",
  ),
  "satmae-2022": paper(
    "SatMAE: Pre-training Transformers for Temporal and Multi-Spectral Satellite Imagery",
    "Cong et al.",
    "2207.08051",
  ),
  "luccioni-2022": paper(
    "Estimating the Carbon Footprint of BLOOM",
    "Luccioni, Viguier, Ligozat",
    "2211.02001",
  ),
  "llama-2023": paper(
    "LLaMA: Open and Efficient Foundation Language Models",
    "Touvron et al.",
    "2302.13971",
  ),
  "starcoder-2023": paper(
    "StarCoder: may the source be with you!",
    "Li et al.",
    "2305.06161",
  ),
  "olmo-2024": paper(
    "OLMo: Accelerating the Science of Language Models",
    "Groeneveld et al.",
    "2402.00838",
  ),
  "llama-3.1-card": card(
    "Llama 3.1 model card",
    2024,
    "meta-llama/Llama-3.1-8B",
  ),
  "llama-3.2-card": card(
    "Llama 3.2 model card",
    2024,
    "meta-llama/Llama-3.2-1B",
  ),
  "llama-3.2-vision-card": card(
    "Llama 3.2-Vision model card",
    2024,
    "meta-llama/Llama-3.2-11B-Vision",
  ),
  "llama-4-card": card(
    "Llama 4 model card",
    2025,
    "meta-llama/Llama-4-Maverick-17B-128E",
  ),
  "dalle-mini-card": card(
    "DALL-E Mini model card",
    2022,
    "dalle-mini/dalle-mini",
  ),
  "dalle-mega-card": card(
    "DALL-E Mega model card",
    2022,
    "dalle-mini/dalle-mega",
  ),
  "qwowo-card": card(
    "QwOwO-7B model card",
    2025,
    "SaisExperiments/QwOwO-7B",
  ),
  "nermembert-card": card(
    "NERmembert model card",
    2024,
    "CATIE-AQ/NERmembert-base-4entities",
  ),
  "alpie-card": card("Alpie-Core model card", 2025, "169Pi/Alpie-Core"),
  "co2-submissions": card(
    "Submissions to the CO2 calculator",
    2022,
    "datasets/sasha/co2_submissions",
  ),
  "hf-cards": card(
    "Model cards with a printed calculation (card not recorded)",
    2026,
    "models",
  ),
  "hf-leaderboard": card(
    "Open LLM Leaderboard, CO2 calculation",
    2024,
    "docs/leaderboards/open_llm_leaderboard/emissions",
  ),
  "carbontracker": source(
    "carbontracker README",
    "Anthony, Kanding, Selvan",
    2020,
    "MIT",
    "https://github.com/lfwa/carbontracker",
  ),
  "iea-energy-ai-2025": source(
    "Energy and AI",
    "International Energy Agency",
    2025,
    "CC BY 4.0",
    "https://www.iea.org/reports/energy-and-ai",
  ),
  "ollama-1543": source(
    "Default quantization of the models on ollama.com: Q4_K_M, and Q4_0 before",
    "Ollama, issue 1543",
    2024,
    "publisher's terms; single facts cited",
    "https://github.com/ollama/ollama/issues/1543",
  ),
  "ml-energy-v3": source(
    "ML.ENERGY Leaderboard v3, data of 2026-02-16",
    "ML.ENERGY Initiative",
    2026,
    "Apache-2.0",
    "https://github.com/ml-energy/leaderboard",
  ),
  "ml-energy-v2": source(
    "ML.ENERGY Leaderboard v2",
    "ML.ENERGY Initiative",
    2024,
    "Apache-2.0",
    "https://ml.energy/leaderboard",
  ),
  "irminsul-2026": source(
    "Irminsul: MLA-Native Position-Independent Caching for Agentic LLM Serving",
    "arXiv 2605.05696",
    2026,
    "CC BY 4.0; single facts cited",
    "https://arxiv.org/html/2605.05696",
  ),
  "oviedo-2026": paper(
    "Energy use of AI inference: efficiency pathways and test-time compute",
    "Oviedo et al.",
    "2509.20241",
  ),
  "altman-2025": source(
    "The Gentle Singularity",
    "Sam Altman",
    2025,
    FACT,
    "https://blog.samaltman.com/the-gentle-singularity",
  ),
  "deepseek-infra-2025": source(
    "open-infra-index, day 6: DeepSeek-V3/R1 inference system overview",
    "DeepSeek",
    2025,
    "CC0-1.0",
    "https://github.com/deepseek-ai/open-infra-index",
  ),
  "epoch-chatgpt-2025": source(
    "How much energy does ChatGPT use?",
    "Epoch AI",
    2025,
    FACT,
    "https://epoch.ai/gradient-updates/how-much-energy-does-chatgpt-use",
  ),
  "abacha-2024": paper(
    "MEDEC: A Benchmark for Medical Error Detection and Correction in Clinical Notes",
    "Ben Abacha et al.",
    "2412.19260",
  ),
  "jegham-2025": paper(
    "How hungry is AI? Energy, water and carbon of LLM inference",
    "Jegham et al.",
    "2505.09598",
  ),
  "ecologits-0.11": source(
    "EcoLogits 0.11.2, lists of models and providers",
    "GenAI Impact",
    2026,
    "MPL-2.0; single facts cited",
    "https://github.com/mlco2/ecologits",
  ),
  "model-cards": source(
    "Model cards of the makers",
    "Hugging Face Hub",
    2026,
    FACT,
    "https://huggingface.co/models",
  ),
  "carboncell-assumptions": source(
    "Assumptions of carboncell, docs/calls.md",
    "carboncell",
    2026,
    "MIT",
    "https://jsr.io/@carboncell/carboncell",
  ),
};

/** What the publishers of grid figures say of their greenhouse gases and of losses in the grid. */
const COUNTED: Record<string, Pick<Source, "gwp" | "gridLosses">> = {
  ...Object.fromEntries(
    ["ember-2026", "ember-2025", "ember-2022", "owid-energy-2024"].map((
      key,
    ) => [key, {
      gwp: "all gases over 100 years; the edition of the IPCC is not stated",
      gridLosses: "not included",
    }]),
  ),
  "nga-2025": { gridLosses: "not included" },
  "eccc-2026": { gridLosses: "included: the figure is of consumption" },
};

for (const [key, counted] of Object.entries(COUNTED)) {
  Object.assign(SOURCES[key]!, counted);
}
