"""What is expected of each file made by others: sheets, header rows, rows and cells, or words of the sentence.

Cells were counted with openpyxl, with Python's csv module, or as the values in the parts of the file; header rows were chosen by eye. A
sheet without rows here is one on which it is a matter of taste what a row of data is.
"""

from tests.data.outcomes import Found, Outcome, refused

_DATA = "customer_support_tickets"


def _text(name: str, rows: int, cells: int, at: dict[str, str], *, header: int | None = 1, form: str = "csv", warns: str = "") -> Outcome:
    return Outcome((Found(name, header, rows, cells, at),), format=form, warns=warns)


TEXTS = {
    "Telco-Customer-Churn.csv": _text("Telco-Customer-Churn", 7043, 147_924, {"A1": "customerID", "A2": "7590-VHVEG", "U7044": "No"}),
    "WA_Marketing-Campaign.csv": _text("WA_Marketing-Campaign", 548, 3843, {"A1": "MarketID", "G549": "49.41"}),
    "amazon_alexa.tsv": _text("amazon_alexa", 3150, 15_755, {"A1": "rating", "A2": "5", "E3151": "1"}, form="tsv"),
    "begrotingsanalyse-2011.csv": _text(
        "begrotingsanalyse-2011", 33, 435, {"C1": "Kengetallen clusters provincies", "C9": "208", "B7": "Cluster", "N43": "6"}, header=7
    ),
    "cfpb_consumer_complaints.csv": _text("cfpb_consumer_complaints", 3186, 41_684, {"A2": "7/29/2013", "N3187": "No"}),
    "cookie_cats.csv": _text("cookie_cats", 90_189, 450_950, {"A1": "userid", "A2": "116", "E90190": "False"}),
    f"{_DATA}.csv": _text(_DATA, 8469, 124_071, {"A1": "Ticket ID", "A2": "1", "N8470": "Phone"}),
    "jira_export_planeso.csv": _text("jira_export_planeso", 22, 668, {"A1": "Summary", "BD23": "22/Aug/25 9:05 AM"}),
    "maven_accounts.csv": _text("maven_accounts", 85, 532, {"A2": "Acme Corporation", "F86": "United States"}),
    "maven_products.csv": _text("maven_products", 7, 24, {"A1": "product", "A2": "GTX Basic", "C8": "26768"}),
    "maven_sales_pipeline.csv": _text("maven_sales_pipeline", 8800, 64_305, {"A2": "1C1I7A6R", "E8801": "Prospecting"}),
    "maven_sales_teams.csv": _text("maven_sales_teams", 35, 108, {"A2": "Anna Snelling", "C36": "West"}),
    "ravenstack_accounts.csv": _text("ravenstack_accounts", 500, 5010, {"A2": "A-2e4581", "J501": "FALSE"}),
    "ravenstack_churn_events.csv": _text("ravenstack_churn_events", 600, 5261, {"A2": "C-816288", "H601": "FALSE"}),
    "ravenstack_feature_usage.csv": _text("ravenstack_feature_usage", 25_000, 200_008, {"A2": "U-1c6c24", "H25001": "FALSE"}),
    "ravenstack_subscriptions.csv": _text("ravenstack_subscriptions", 5000, 65_500, {"A2": "S-8cec59", "N5001": "TRUE"}),
    "ravenstack_supports_ticket.csv": _text("ravenstack_supports_ticket", 2000, 17_184, {"A2": "T-0024de", "I2001": "FALSE"}),
}

_MPF = (
    Found("Commanders", 1, 68, 482, {"A1": "Commander_ID", "B2": "Gen"}),
    Found("Contract_Status_History", 1, 100, 404, {"A1": "status_ID", "A101": "100"}),
    Found("Contracts", 1, 100, 505, {"A1": "Contract_ID", "B2": "NULL"}),
    Found("Contractstatus", 1, 12, 38, {"B2": "Pending", "D13": "INSERT INTO contractstatus VALUES ('12', 'DD4 Received');"}),
    Found("contracttypes", 1, 2, 8, {"B2": "Reenlistment", "B3": "Extension"}),
    Found("customer_information", 1, 100, 908, {"A1": "Customer_ID", "B2": "Anderson"}),
    Found("First Sergeants", 1, 72, 511, {"A1": "First_Sergeant_ID", "B73": "MSgt"}),
    Found("Group_Locations", 1, 19, 81, {"A1": "Grp_Location_ID", "D20": "NM"}, "hidden"),
    Found("Groups", 1, 19, 159, {"A1": "Group_ID", "C20": "DTRG"}),
    Found("MAJCOMS", 1, 8, 35, {"A1": "MAJCOM_ID", "C9": "DTRA"}),
    Found("Sq_Locations", 1, 45, 185, {"A1": "Sq_Location_ID", "D46": "NM"}, "hidden"),
    Found("Squadrons", 1, 43, 351, {"A1": "Squadron_ID", "C44": "SSC"}),
    Found("Team Members", 1, 20, 147, {"A1": "Member_ID", "C21": "Montgomery"}),
    Found("Wing_Locations", 1, 6, 29, {"A1": "Wg_Location_ID", "D7": "NM"}, "hidden"),
    Found("Wings", 1, 6, 55, {"A1": "Wing_ID", "E6": "505-853-1122"}),
)
_TPM_TABLES = (
    Found("Mercury Windows", 1, 16, 66, {"A1": "ID", "D17": "4 wks"}),
    Found("Mercury Simple", 1, 25, 133, {"M1": "Aug", "E26": "2"}),
    Found("Stakeholders", 1, 8, 54, {"A2": "Josh Teter", "F9": "N/A"}),
    Found("RACI", 1, 8, 72, {"A1": "Step Id", "H9": "I"}),
    Found("Tech RACI", 1, 11, 28, {"A2": "Planning", "C12": "A"}),
    Found("Specializations", None, None, 67, {"H1": "AppSec", "A3": "AppSec TPM", "C17": "Cloud"}),
    Found("Comm Plan", 1, 4, 25, {"A2": "Stand Up", "E5": "Email"}),
    Found("Risk Register", 1, 4, 25, {"A1": "ID", "E5": "Acceptance - 3 week addition"}),
    Found("Risk Log", 13, 6, 57, {"A1": "Id", "A13": "Id", "A17": "1.3"}),
    Found("Scorecard", 1, 9, 69, {"A1": "Probability", "I10": "High"}),
    Found("Requirements", 1, 29, 60, {"A1": "ID", "A34": "4.2"}),
    Found("Use Cases", 1, 9, 30, {"A1": "ID", "C10": "As a user, set presence information"}),
    Found("Tasks", 1, 33, 146, {"A1": "ID", "E34": "12"}),
    Found("Project Plan", 3, 33, 299, {"J1": "Actual", "A3": "ID", "I36": "2023-03-31"}),
    Found("Burndown Chart", None, None, 103, {"E4": "2", "D8": "Actual", "K8": "44"}),
    Found("Project Plan w Relays", 1, 39, 294, {"A1": "ID", "I40": "2023-03-31"}),
    Found("Features", 1, 9, 12, {"A1": "Feature", "A10": "Message Library"}),
    Found("PM Tools", 1, 5, 27, {"A1": "Tool", "F6": "x"}),
    Found("Buffer Scorecard", None, None, 41, {"D2": "0.35", "C13": "High"}),
    Found("Resourcing", 1, 3, 45, {"B1": "April", "A2": "Planned", "M4": "44"}),
)
WORKBOOKS = {
    "Water_Right_Applications.xlsx": Outcome(
        (Found("Water Right Applications", 1, 5836, 128_313, {"A2": "2229352", "F2": "1936-07-14", "Y5837": "(47.23757, -120.81237)"}),)
    ),
    "mpf_data_combined.xlsx": Outcome(_MPF, format="xlsx"),
    "online_retail.xlsx": Outcome(
        (Found("Online Retail", 1, 541_909, 4_198_746, {"A2": "536365", "E2": "2010-12-01 08:26:00", "H541910": "France"}),), is_large=True
    ),
    "tpm_Project Plan.xlsx": Outcome((Found("Project Plan", 1, 39, 295, {"A1": "ID", "J40": "2023-03-31"}),)),
    "tpm_Risk Log.xlsx": Outcome((Found("Risk Log", 1, 0, 7, {"A1": "Id", "G1": "Categories"}),)),
    "tpm_Tables.xlsx": Outcome(_TPM_TABLES),
}

_ENRON = (
    Found("Preschedule", None, None, 3573, {"A1": "2002-01-25", "B183": "Overgenerated by large margin"}),
    Found("Deals", None, None, 794, {"A2": "Counter Party", "A105": "Unit or Line Derates/Outages"}),
    Found("Fuel", None, None, 195, {"C1": "MUST be updated DAILY", "E55": "2.1525"}),
    Found("Comp", None, None, 68, {"A9": "Actual", "R12": "755"}),
    Found("Economics", None, None, 258, {"A2": "Purchases", "D47": "#N/A"}),
    Found("spin reserve log sheet", None, None, 84),
    Found("Balancing", None, None, 251, {"A2": "Palo Verde", "L31": "0"}),
    Found("Unit Summary", None, None, 114, {"A2": "Generation", "B35": "End"}),
    Found("HeatRate", None, None, 1392, {"A2": "Operating", "I218": "9.168317308139535"}),
    Found("Top", None, None, 5, {"C2": "El Paso Spreadsheet", "E5": "1999-03-25"}),
    Found("EPEData", None, None, 61, {"B1": "37377.89791666667"}),
    Found("dlgAddRows", None, 0, 0, {}, "hidden"),
)
_EMPTY = (Found("Sheet2", None, 0, 0), Found("Sheet3", None, 0, 0))
_DECLARES = refused("It declares a document type or entities")
_DAMAGED_XLS = "It is a damaged xls workbook"
HOSTILE = {
    "ExcelDataReader__EmptyZipFile.xlsx": refused("an archive without a spreadsheet"),
    "ExcelDataReader__Fillreport.xlsx": Outcome(
        (Found("Fill report", 2, 16, 172, {"A1": "Fills Reported as of 04/01/2016 12:55:42", "A2": "Account Number"}),)
    ),
    "ExcelDataReader__TestOpen.xlsx": Outcome(
        (
            Found("Sheet1", None, 7, 56, {"A1": "2006-10-10", "K7": "15:02:00"}),
            Found("Sheet2", None, None, 644, {"A1": "aaa", "FE4": "161"}),
            Found("Sheet3", None, 13, 169, {"A1": "1.0001", "M13": "1.0001"}),
        )
    ),
    "ExcelDataReader__Test_Issue_12556_corrupt.xls": refused(_DAMAGED_XLS),
    "ExcelDataReader__Test_git_issue_382_oom.xls": refused(_DAMAGED_XLS, kills=True),
    "PHPOffice__issue.3982.xlsx": Outcome((Found("Foglio1", 1, 4, 96, {"A1": "Nr fattura", "B2": "acme-202404", "X5": "46,21"}),)),
    "PHPOffice__nomimetype.ods": Outcome((Found("Sheet1", None, None, 2, {"A1": "Hello", "B1": "World"}),), format="ods"),
    "PHPOffice__oleloop.xls": refused(_DAMAGED_XLS, kills=True),
    "apache__51535.xls": refused("It needs more memory than the 300 MB", kills=True),
    "apache__57893-many-merges.xlsx": Outcome((Found("Sheet1", None, 0, 0),)),
    "apache__Simple.xlsb": Outcome(
        (Found("Sheet1", None, 1, 1, {"A1": "This is an example spreadsheet created with Microsoft Excel 2007 Beta 2."}), *_EMPTY),
        warns="it was read by a second one",
    ),
    "apache__password.xls": Outcome(
        (
            Found("Лист1", None, 1, 1, {"A1": "", "C5": ""}),
            Found("Лист2", None, 0, 0),
            Found("Лист3", None, 0, 0),
        ),
        password="password",
    ),
    "apache__poc-xmlbomb.xlsx": _DECLARES,
    "exceljs__test-row-styles.xlsx": Outcome((Found("Sheet1", None, None, 1102, {"A1": "asdf", "AC38": "asdf"}),)),
    "jmcnamara__comment03.xlsx": Outcome((Found("Sheet1", None, 1, 1, {"A1": "Foo"}),)),
    "nacnudus__1904.xlsx": Outcome((Found("Sheet1", None, 2, 2, {"A1": "1998-07-05", "A2": "34519"}), *_EMPTY)),
    "nacnudus__enron-nested.xlsx": Outcome(_ENRON, warns="it was read by a second one"),
    "okfn__characters.csv": _text(
        "okfn__characters", 382, 4873, {"B1": "景點編號", "A2": "v_1", "L383": "886-6-5817547"}, warns="read as big5"
    ),
    "okfn__encrypted_no_password.xls": Outcome((Found("simple.csv", 1, 6, 21, {"A1": "date", "A2": "2011-01-01", "C7": "Berkeley"}),)),
    "okfn__null.csv": _text("okfn__null", 10, 36, {"A1": "1", "B1": "null", "D10": "0"}, header=None),
    "okfn__utf-16le_encoded.csv": _text(
        "okfn__utf-16le_encoded", 327, 6232, {"A1": "Organisation_code", "A2": "5C1", "S328": "0"}, warns="read as utf-16"
    ),
    "okfn__weird_head_padding.csv": Outcome(
        (Found("okfn__weird_head_padding", None, None, 582, {"B7": "Deutschland", "C12": "1993", "B14": ".", "C14": "379"}),)
    ),
    "openspout__attack_billion_laughs.xlsx": _DECLARES,
    "openspout__file_corrupted.xlsx": Outcome(
        (Found("openspout__file_corrupted", None, None, 9, {"A1": "csv--11", "C3": "csv--33"}),), warns="Its name ends in .xlsx"
    ),
    "tafia__errors.xlsx": Outcome(
        (
            Found("Feuil1", None, None, 7, {"A1": "#DIV/0!", "A2": "#NAME?", "A5": "#REF!", "A7": "#N/A"}),
            Found("Feuil2", None, 0, 0),
            Found("Feuil3", None, 0, 0),
        )
    ),
    "tafia__issue_174.xlsx": Outcome((Found("Sheet1", 1, 1, 22, {"A1": "Your Ref #", "A2": "123", "K2": "My Company?"}),)),
    "tafia__issue_594_dos.ods": refused("unfolds to more cells than a sheet holds"),
    "tafia__strict_iso_paths.xlsx": Outcome((Found("ml_out", 1, 75, 1368, {"A1": "Item", "A2": "150-031260-001_B", "R76": "15"}),)),
}

OUTCOMES = {f"real/{name}": outcome for name, outcome in (TEXTS | WORKBOOKS).items()} | {
    f"hostile/{name}": outcome for name, outcome in HOSTILE.items()
}
"""Path below the folder of trial data → what is expected."""
