"""``/sparql``: the SPARQL 1.1 Protocol, the description of the service, and the page to write a query on."""
