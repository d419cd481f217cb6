// Fails on a component with a license that is not MIT, Apache-2.0 or BSD: node licenses.mjs BILL...
import { readFileSync } from "node:fs";

const allowed = new Set(["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause"]);

// Packages that name no license, but an address. What is there was read, for this version.
const reviewed = {
  // The MIT License of .NET Core; a dependency of Polly.Core for .NET Standard 2.0.
  "System.ComponentModel.Annotations@4.6.0": "https://github.com/dotnet/corefx/blob/master/LICENSE.TXT",
};

const bills = process.argv.slice(2).map(path => JSON.parse(readFileSync(path, "utf8")));
const packed = new Set(bills.map(bill => bill.metadata.component.name));
const refused = [];

for (const bill of bills) {
  // Excluded is what only builds need. What is packed from here has a bill of its own.
  const components = (bill.components ?? []).filter(({ name, scope }) => scope !== "excluded" && !packed.has(name));
  for (const { name, version, licenses = [] } of components) {
    if (!isAllowed(`${name}@${version}`, licenses)) {
      refused.push(`${bill.metadata.component.name}: ${name} ${version} has ${describe(licenses)}`);
    }
  }

  console.log(`${bill.metadata.component.name}: ${components.length} components`);
}

refused.forEach(line => console.error(line));
process.exit(bills.length > 0 && refused.length === 0 ? 0 : 1);

// All licenses of a component have to be allowed; an expression, such as "MIT OR GPL-2.0-only", never is.
function isAllowed(component, licenses) {
  return licenses.length > 0 && licenses.every(({ license }) =>
    allowed.has(license?.id) || (license?.url !== undefined && license.url === reviewed[component]));
}

function describe(licenses) {
  return licenses.map(({ license, expression }) => expression ?? license.id ?? license.url ?? license.name).join(", ") ||
    "no license that is named";
}
