/** Names of areas as ISO 3166-1 and people write them, with the zone that they mean. */
export const AREAS = `
Aruba|AW
Afghanistan|AF
Angola|AO
Albania|AL
United Arab Emirates|AE
Argentina|AR
Armenia|AM
American Samoa|AS
Antigua and Barbuda|AG
Australia|AU
Austria|AT
Azerbaijan|AZ
Burundi|BI
Belgium|BE
Benin|BJ
Burkina Faso|BF
Bangladesh|BD
Bulgaria|BG
Bahrain|BH
Bahamas|BS
Bosnia and Herzegovina|BA
Belarus|BY
Belize|BZ
Bermuda|BM
Bolivia, Plurinational State of|BO
Brazil|BR
Barbados|BB
Brunei Darussalam|BN
Bhutan|BT
Botswana|BW
Central African Republic|CF
Canada|CA
Switzerland|CH
Chile|CL
China|CN
Côte d'Ivoire|CI
Cameroon|CM
Congo, The Democratic Republic of the|CD
Congo|CG
Cook Islands|CK
Colombia|CO
Comoros|KM
Cabo Verde|CV
Costa Rica|CR
Cuba|CU
Cayman Islands|KY
Cyprus|CY
Czechia|CZ
Germany|DE
Djibouti|DJ
Dominica|DM
Denmark|DK
Dominican Republic|DO
Algeria|DZ
Ecuador|EC
Egypt|EG
Eritrea|ER
Western Sahara|EH
Spain|ES
Estonia|EE
Ethiopia|ET
Finland|FI
Fiji|FJ
Falkland Islands (Malvinas)|FK
France|FR
Faroe Islands|FO
Gabon|GA
United Kingdom|GB
Georgia|GE
Ghana|GH
Gibraltar|GI
Guinea|GN
Guadeloupe|GP
Gambia|GM
Guinea-Bissau|GW
Equatorial Guinea|GQ
Greece|GR
Grenada|GD
Greenland|GL
Guatemala|GT
French Guiana|GF
Guam|GU
Guyana|GY
Hong Kong|HK
Honduras|HN
Croatia|HR
Haiti|HT
Hungary|HU
Indonesia|ID
India|IN
Ireland|IE
Iran, Islamic Republic of|IR
Iraq|IQ
Iceland|IS
Israel|IL
Italy|IT
Jamaica|JM
Jordan|JO
Japan|JP
Kazakhstan|KZ
Kenya|KE
Kyrgyzstan|KG
Cambodia|KH
Kiribati|KI
Saint Kitts and Nevis|KN
Korea, Republic of|KR
Kuwait|KW
Lao People's Democratic Republic|LA
Lebanon|LB
Liberia|LR
Libya|LY
Saint Lucia|LC
Sri Lanka|LK
Lesotho|LS
Lithuania|LT
Luxembourg|LU
Latvia|LV
Macao|MO
Morocco|MA
Moldova, Republic of|MD
Madagascar|MG
Maldives|MV
Mexico|MX
North Macedonia|MK
Mali|ML
Malta|MT
Myanmar|MM
Montenegro|ME
Mongolia|MN
Mozambique|MZ
Mauritania|MR
Montserrat|MS
Martinique|MQ
Mauritius|MU
Malawi|MW
Malaysia|MY
Namibia|NA
New Caledonia|NC
Niger|NE
Nigeria|NG
Nicaragua|NI
Netherlands|NL
Norway|NO
Nepal|NP
Nauru|NR
New Zealand|NZ
Oman|OM
Pakistan|PK
Panama|PA
Peru|PE
Philippines|PH
Papua New Guinea|PG
Poland|PL
Puerto Rico|PR
Korea, Democratic People's Republic of|KP
Portugal|PT
Paraguay|PY
Palestine, State of|PS
French Polynesia|PF
Qatar|QA
Réunion|RE
Romania|RO
Russian Federation|RU
Rwanda|RW
Saudi Arabia|SA
Sudan|SD
Senegal|SN
Singapore|SG
Saint Helena, Ascension and Tristan da Cunha|SH
Solomon Islands|SB
Sierra Leone|SL
El Salvador|SV
Somalia|SO
Saint Pierre and Miquelon|PM
Serbia|RS
South Sudan|SS
Sao Tome and Principe|ST
Suriname|SR
Slovakia|SK
Slovenia|SI
Sweden|SE
Eswatini|SZ
Seychelles|SC
Syrian Arab Republic|SY
Turks and Caicos Islands|TC
Chad|TD
Togo|TG
Thailand|TH
Tajikistan|TJ
Turkmenistan|TM
Timor-Leste|TL
Tonga|TO
Trinidad and Tobago|TT
Tunisia|TN
Türkiye|TR
Taiwan, Province of China|TW
Tanzania, United Republic of|TZ
Uganda|UG
Ukraine|UA
Uruguay|UY
United States|US
Uzbekistan|UZ
Saint Vincent and the Grenadines|VC
Venezuela, Bolivarian Republic of|VE
Virgin Islands, British|VG
Virgin Islands, U.S.|VI
Viet Nam|VN
Vanuatu|VU
Samoa|WS
Yemen|YE
South Africa|ZA
Zambia|ZM
Zimbabwe|ZW
Korea, Republic of|KR
Republic of Korea|KR
South Korea|KR
Democratic People's Republic of Korea|KP
Iran|IR
Russia|RU
Vietnam|VN
Laos|LA
Syria|SY
Tanzania|TZ
Moldova|MD
Republic of Moldova|MD
Bolivia|BO
Venezuela|VE
Taiwan|TW
UK|GB
U.K.|GB
Great Britain|GB
England|GB
USA|US
U.S.A.|US
United States of America|US
Holland|NL
The Netherlands|NL
Czech Republic|CZ
Turkey|TR
Swaziland|SZ
Ivory Coast|CI
Cape Verde|CV
Burma|MM
Macedonia|MK
Deutschland|DE
Federal Republic of Germany|DE
French Republic|FR
España|ES
Österreich|AT
Schweiz|CH
Swiss Confederation|CH
Éire|IE
Republic of Ireland|IE
Brasil|BR
Federative Republic of Brazil|BR
日本|JP
中国|CN
대한민국|KR
Россия|RU
Hong Kong SAR|HK
Republic of China|TW
People's Republic of China|CN
Kingdom of the Netherlands|NL
Congo-Kinshasa|CD
Democratic Republic of the Congo|CD
East Timor|TL
Macau|MO
Bosnia & Herzegovina|BA
World|WORLD
European Union|EU
EU|EU
FRA|FR
deu|DE
gbr|GB
Washington DC|US-DC
Washington, D.C.|US-DC
Washington|US-WA
Texas|US-TX
US-CA|US-CA
Quebec|CA-QC
Victoria|AU-VIC
`;

/** Zones, older codes and names of regions, with the provider's code of the region. */
export const REGIONS = `
gcp us-central1-a|us-central1
gcp europe-west4-b|europe-west4
gcp asia-northeast1-c|asia-northeast1
aws us-east-1a|us-east-1
aws eu-west-3c|eu-west-3
aws ap-southeast-2b|ap-southeast-2
azure eastus2-1|eastus2
azure West Europe|westeurope
azure southeastus|southeastus
ovh GRA11|eu-west-gra
ovh SBG5|eu-west-sbg
ovh BHS5|ca-east-bhs
ovh DE1|eu-west-lim
ovh UK1|eu-west-eri
ovh WAW1|eu-central-waw
ovh EU-WEST-PAR-A|eu-west-par
scaleway it-mil|it-mil
scaleway fr-par-2|fr-par
scaleway nl-ams-1|nl-ams
ibm ca-mon|ca-mon
ibm eu-fr2|eu-fr2
ibm in-che|in-che
ibm us-south-1|us-south
coreweave US-EAST-04A|US-EAST-04
coreweave US-EAST-04|US-EAST-04
coreweave EU-SOUTH-03A|EU-SOUTH-03
alibaba eu-central-1|eu-central-1
alibaba ap-southeast-1a|ap-southeast-1
alibaba cn-hangzhou-h|cn-hangzhou
lambda us-west-2|us-west-2
runpod EU-RO-1|EU-RO-1
nebius eu-north1|eu-north1
crusoe us-east1-a|us-east1
hetzner fsn1|fsn1
digitalocean nyc3|nyc3
tencent ap-guangzhou-3|ap-guangzhou
huawei af-south-1|af-south-1
oracle us-ashburn-1|us-ashburn-1
`;
