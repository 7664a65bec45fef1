"""Words of the page to check a message, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "validate": ("Bericht controleren", "Check a message"),
    "validate.intro": (
        "Controleer een iWmo- of iJw-bericht (XML), of een zip met berichten. U krijgt een rapport met elke fout, de "
        "regel, de plaats in het bericht en wie hem kan herstellen. Het bericht wordt niet bewaard en komt niet in een "
        "logboek; een bsn staat afgeschermd in het rapport.",
        "Check an iWmo or iJw message (XML), or a zip with messages. You get a report with each fault, the rule, the "
        "place in the message and who can repair it. The message is neither kept nor logged; a citizen service number "
        "is masked in the report.",
    ),
    "validate.file": ("Bericht", "Message"),
    "validate.hint": (
        "Sleep uw bestand hierheen of kies het. XML, een zip met XML, of RDF; hoogstens {mb} MB, ook meer bestanden "
        "tegelijk.",
        "Drop your file here or choose it. XML, a zip of XML, or RDF; at most {mb} MB, several files at a time as "
        "well.",
    ),
    "validate.across": ("Toets de berichten ook aan elkaar", "Check the messages against each other too"),
    "validate.today": ("Peildatum", "Reference date"),
    "validate.today.hint": ("Vandaag als u niets invult.", "Today if left empty."),
    "validate.program": ("Programma's doen hetzelfde met", "Programs do the same with"),
    "validate.form": ("Rapport", "Report"),
    "validate.form.page": ("op deze pagina", "on this page"),
    "validate.form.json": ("JSON", "JSON"),
    "validate.form.html": ("pagina om te mailen (HTML)", "page to mail (HTML)"),
    "validate.form.sarif": ("SARIF (editors)", "SARIF (editors)"),
    "validate.form.ttl": ("RDF (Turtle)", "RDF (Turtle)"),
    "validate.form.csv": ("CSV", "CSV"),
    "validate.form.xlsx": ("Excel-werkmap", "Excel workbook"),
    "validate.form.junit": ("JUnit (bouwstraat)", "JUnit (build servers)"),
    "validate.submit": ("Controleer", "Check"),
    "validate.fault": ("Het bestand kon niet worden gecontroleerd", "The file could not be checked"),
    "report": ("Rapport", "Report"),
    "report.undecided": ("Niet beslist", "Undecided"),
    "report.another": ("Nog een bericht controleren", "Check another message"),
    "severity.Violation": ("overtreding", "violation"),
    "severity.Warning": ("waarschuwing", "warning"),
    "severity.Info": ("informatie", "information"),
}
