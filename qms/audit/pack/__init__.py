"""Put together what an auditor opens without a login: index, evidence, manifest, search."""
