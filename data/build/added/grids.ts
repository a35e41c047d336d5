/** Carbon intensities that are newer than the collected facts, in g/kWh by zone. */
import type { Basis } from "../types.ts";

/** One year of one edition. */
export interface Edition {
  readonly source: string;
  readonly year: number;
  readonly basis: Basis;
  /** `zone=g/kWh`, separated by blanks. */
  readonly figures: string;
}

const ember = { source: "ember-2026", basis: "lifecycle" } as const;

/**
 * Ember's edition of 2026. The countries of the first entry are in the release of July, which
 * perf-sentinel copies; the others are in the release of April, which EcoLogits copies. The
 * years are those of Our World in Data. Belgium had 149.82 in April.
 *
 * Areas whose year could not be read are left out, and so are years that the edition of 2025
 * has with the same figure.
 */
export const EMBER_2026: readonly Edition[] = [
  {
    ...ember,
    year: 2025,
    figures: `
    AU=524.6 BE=109.3 DE=329.6 ES=153.6 FI=57.5 FR=41.5 GB=217.4 IE=255.9
    IN=670.5 IT=284.6 JP=477.4 NL=253.6 NO=28.1 PL=590.8 SE=35.4 SG=497.1
    US=384.4
    `,
  },
  {
    ...ember,
    year: 2025,
    figures: `
    AM=211.93 AR=346 AT=116.91 AZ=631.9 BD=696.13 BG=275.55 BO=481.29
    BR=109.95 BY=309.25 CA=190.72 CH=39.22 CL=289.49 CN=525.34 CO=186.81
    CR=24.2 CY=489 CZ=401.46 DK=114.41 DO=537.48 EC=159.02 EE=319.15
    EG=563.23 ET=23.08 GE=145.93 GR=315.09 HR=158.5 HU=163.02 IL=492.69
    IR=659.53 KE=95.44 KG=152.73 KH=498.87 KR=417.06 KW=635.31 KZ=805.32
    LK=329.28 LT=138.36 LU=123.38 LV=138.76 MA=596.4 MD=633.12 ME=264.23
    MK=441.35 MN=816.31 MT=484.02 MX=474.02 MY=601.97 NG=455.71 NZ=92.76
    OM=544.47 PE=238.25 PH=588.29 PK=346.56 PR=654.66 PT=127.91 PY=24.7
    QA=581.52 RO=250.75 RS=695.8 RU=449.73 SI=183.29 SK=94.85 SV=139.32
    TH=545.74 TJ=72.56 TN=560.29 TR=474.74 TW=633.21 UY=80.4 UZ=1000
    VN=460.73 WORLD=458.29 ZA=699.29
    `,
  },
  {
    ...ember,
    year: 2024,
    figures: `
    AF=131.31 AL=25.18 AO=185.38 AS=611.11 AW=550 BB=594.6 BF=562.13
    BH=902.24 BI=183.67 BJ=584.16 BM=639.34 BN=892.09 BS=653.33 BT=23.64
    BW=851.31 BZ=170.21 CK=250 CM=225.9 CU=642.82 CV=461.54 DJ=450 DZ=632.94
    ER=577.78 FJ=278.26 GA=523.08 GD=666.67 GH=468.89 GI=590.91 GL=150
    GM=666.67 GN=181.14 GQ=644.3 GT=301.46 GU=607.53 GW=625 GY=644.93
    HN=322.12 HT=534.88 ID=680.25 IQ=683.1 IS=27.82 JM=563.01 JO=529.79
    KI=500 KP=340.59 KY=633.8 LA=232.08 LB=389.51 LR=315.79 LY=826.83
    MG=432.1 ML=538.59 MR=512.08 MS=1000 MU=642.23 MV=611.77 MW=54.65
    MZ=129.36 NA=48.78 NC=560.9 NE=673.68 NI=300.89 NP=24.26 NR=600
    PA=221.15 PF=430.56 PG=513.74 RW=353.98 SB=636.36 SC=555.56 SD=153.69
    SL=47.62 SN=539.97 SO=511.63 SR=321.84 SS=642.86 SY=706.19 SZ=131.15
    TD=621.62 TG=422.54 TM=1306.27 TO=571.43 TZ=345.02 UG=58.52 VE=85.86
    WS=375 YE=592.38 ZM=119.68 ZW=384.02
    `,
  },
  {
    ...ember,
    year: 2023,
    figures: `
    FK=1000 FO=346.94 GF=244.9 GP=497.01 MQ=529.8
    `,
  },
];

/** Output rates of states in eGRID2023, field STC2ERTA, in lb CO2e/MWh; codecarbon copies them. */
export const EGRID_2023_STATES: Edition = {
  source: "egrid-2023",
  year: 2023,
  basis: "direct",
  figures: `
    US-AK=814.457 US-AL=713.976 US-AR=998.414 US-AZ=689.104 US-CA=394.769
    US-CO=1091.078 US-CT=540.674 US-DC=395.011 US-DE=704.171 US-FL=789.133
    US-GA=717.445 US-HI=1394.68 US-IA=634.156 US-ID=313.88 US-IL=474.436
    US-IN=1465.502 US-KS=733.284 US-KY=1747.004 US-LA=763.068 US-MA=830.101
    US-MD=522.207 US-ME=316.835 US-MI=797.432 US-MN=752.329 US-MO=1454.593
    US-MS=828.274 US-MT=1063.921 US-NC=626.438 US-ND=1297.852 US-NE=1025.822
    US-NH=276.222 US-NJ=470.168 US-NM=773.637 US-NV=643.859 US-NY=466.616
    US-OH=1068.27 US-OK=648.834 US-OR=364.963 US-PA=647.871 US-RI=840.004
    US-SC=560.363 US-SD=335.582 US-TN=661.166 US-TX=771.179 US-UT=1421.234
    US-VA=539.599 US-VT=52.239 US-WA=266.585 US-WI=1163.572 US-WV=1968.869
    US-WY=1833.263
  `,
};
