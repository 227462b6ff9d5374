"""Hold the style sheet of reports: on the screen, on a phone as cards, and on paper with repeated headings."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:100rem;padding:1.5rem;background:#fff;color:#1d2b33;
font:16px/1.45 "Segoe UI",Arial,Helvetica,sans-serif}
.organisation{margin:0 0 1rem;color:#1d2b33;font-weight:600}
.organisation small{display:block;font-weight:400;color:#4d5b63}
h1{margin:.1rem 0 .8rem;font-size:2rem;line-height:1.15;color:#1f5566}
h2{margin:2.2rem 0 .5rem;font-size:1.35rem;line-height:1.2;color:#1f5566}
p{margin:.3rem 0}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.5rem 1.5rem;margin:0;
padding:.8rem 0;border-top:2px solid #1f5566;border-bottom:1px solid #b9cbd2}
dt{font-size:.85rem;color:#4d5b63}
dd{margin:0;font-weight:600}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:.8rem 0 0;padding:0;list-style:none}
a{color:#12506b}
a:focus-visible,figure:focus-visible{outline:3px solid #12506b;outline-offset:2px}
figure{margin:1rem 0;overflow-x:auto}
svg.map{display:block;width:100%;max-width:62rem;min-width:40rem;height:auto}
table{width:100%;margin:.8rem 0 0;border-collapse:collapse;font-size:.875rem;line-height:1.35}
table.narrow{width:auto}
time,.day{white-space:nowrap}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:.35rem .5rem;border:1px solid #b9cbd2;text-align:left;vertical-align:top;overflow-wrap:break-word;
hyphens:auto}
thead th{background:#1f5566;color:#fff;vertical-align:bottom}
tbody th{font-weight:600}
.narrow th,.narrow td{padding:.35rem .8rem}
tr.group th{background:#e6eff2;color:#16404d;font-size:1rem}
td a{overflow-wrap:anywhere;hyphens:none}
.number{text-align:right;font-variant-numeric:tabular-nums}
.sign{font-weight:700}
tr:target th,tr:target td{outline:2px solid #12506b}
footer{margin-top:2rem;padding-top:.6rem;border-top:1px solid #b9cbd2;color:#4d5b63;font-style:italic}
@media screen and (max-width:52rem){
body{padding:1rem}
h1{font-size:1.6rem}
table,table.narrow,tbody,tr,tbody th,tbody td{display:block;width:auto}
thead,colgroup{display:none}
tr{margin:.7rem 0;border:1px solid #b9cbd2;border-radius:4px}
tr.group{border:0}
tr.group th{border:0}
tbody td,tbody th[scope=row]{display:flow-root;padding:.35rem .5rem .35rem 9.5rem;border:0;
border-bottom:1px solid #e3eaed;text-align:left}
tbody td::before,tbody th[scope=row]::before{content:attr(data-label);float:left;width:8.5rem;margin-left:-9rem;
font-weight:400;color:#4d5b63;overflow-wrap:break-word}
td[class*="t-"]::before{color:inherit}
td.blank{display:none}
}
@page{size:A4 landscape;margin:13mm 12mm 16mm;@bottom-left{font:8pt Arial,sans-serif;color:#4d5b63}
@bottom-right{font:8pt Arial,sans-serif;color:#4d5b63}}
@media print{
body{max-width:none;padding:0;font-size:9.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
nav{display:none}
h1{font-size:20pt}
h2{font-size:13pt;break-after:avoid}
h2{margin-top:6mm}
dl{grid-template-columns:repeat(auto-fit,minmax(42mm,1fr))}
dt{font-size:8pt}
figure{overflow:visible;break-inside:avoid;margin:2mm 0}
svg.map{min-width:0;width:190mm}
table{font-size:8pt}
th,td{padding:1mm 1.4mm}
.narrow th,.narrow td{padding:.8mm 2.5mm}
thead{display:table-header-group}
tr{break-inside:avoid}
tr.group{break-after:avoid}
tr.group th{font-size:9pt}
a{color:inherit;text-decoration:none}
footer{break-inside:avoid;margin-top:5mm}
}
"""
