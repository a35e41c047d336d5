/** The kernel's picture in a launcher: a leaf in a cell. */
export const LOGO =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <rect x="3" y="3" width="58" height="58" rx="12" fill="#123d2b"/>
  <path d="M14 46C12 26 24 14 50 14C52 36 42 50 24 48Z" fill="#6fcf97"/>
  <path d="M16 52C22 40 30 30 42 23" fill="none" stroke="#123d2b" stroke-width="3" stroke-linecap="round"/>
</svg>
`;
