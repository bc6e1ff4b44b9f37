"""Invented names of customers and their domains: no real company is meant, and every domain but the free-mail ones is a reserved one."""

from random import Random

_LINES = (
    "Alderton Amberley Anstey Arkwell Ashcombe Avonlea Bankside Barrowby Beckford Bellingham Birchfield Blackmoor Blythwood Bramhall",
    "Bridgeford Broadmere Buckden Calverton Camborne Carrick Cheswick Clifden Coldharbour Corbridge Cranmore Crosswell Culverden",
    "Danbury Deepdale Dovecote Drayton Dunwold Eastmere Edenfield Elmswell Elsworth Fairholme Farleigh Fenwick Foxley Frampton",
    "Garston Gilling Glenrock Goldcrest Grayshott Greenlaw Hadlow Hartwell Hatherley Hawksmoor Hazelbury Heathfield Highcliff",
    "Hollowell Ivybridge Jarrow Kelmarsh Kilburn Kingsmere Lambourn Langport Larkhill Leighford Lockerby Longmead Lyndhurst",
    "Malvern Marlow Maybury Melford Millbrook Moorgate Netherby Newlyn Norbury Oakmont Orford Overton Paxford Pendle Pinewood",
    "Portree Quenby Ravensden Redmarley Ridgeway Rockbourne Rushmere Saltram Sandbourne Selwood Sherbrook Silverdale Southmoor",
    "Stanwick Starcross Strathmore Swinford Tamworth Thornbury Tideswell Torrance Trentham Upwood Verwood Wadhurst Walcot",
    "Wansford Waverley Westerby Whitmore Wickham Winslade Woodstock Yarrow Yeovale Zennor",
)
FIRST = tuple(word for line in _LINES for word in line.split())
KINDS: dict[str, tuple[str, ...]] = {
    "Banking": ("Bank", "Savings", "Credit"),
    "Insurance": ("Insurance", "Mutual", "Assurance"),
    "Transport and logistics": ("Freight", "Haulage", "Logistics", "Shipping"),
    "Utilities": ("Water", "Power", "Grid"),
    "Retail": ("Retail", "Stores", "Outfitters"),
    "Food": ("Foods", "Bakery", "Dairy"),
    "Education": ("College", "University", "Learning"),
    "Media": ("Media", "Press", "Studios"),
    "Travel": ("Travel", "Hotels", "Tours"),
    "Healthcare": ("Health", "Clinics", "Care"),
    "Pharma": ("Pharma", "Biologics", "Labs"),
    "Telecom": ("Telecom", "Networks", "Mobile"),
    "Manufacturing": ("Works", "Castings", "Industries", "Textiles"),
    "Legal": ("Legal", "Chambers"),
    "Real estate": ("Estates", "Homes"),
    "Software": ("Software", "Systems", "Labs"),
    "Public sector": ("Council", "Transit"),
}
INDUSTRIES = tuple(KINDS)
FREE_MAIL = ("gmail.com", "outlook.com", "gmx.de", "yahoo.com", "gmail.com", "web.de")
CHURNED = (
    "Harrow Print Co.",
    "Vantage Motors",
    "Osprey Labels",
    "Kirkstall Dyes",
    "Beacon Nurseries",
    "Tanfield Toys",
    "Ludlow Frames",
    "Merrow Cycles",
    "Sefton Cordage",
    "Gantry Media",
    "Rothbury Salt",
    "Cobalt Kitchens",
    "Amble Yachts",
    "Dray Couriers",
    "Nidd Fabrics",
    "Loxley Archery",
    "Wyre Mutual",
)


def account_names(random: Random, industries: list[str], taken: set[str]) -> list[str]:
    """One new name for each industry given; a first word may come back with another second word, as it does in life."""
    names: list[str] = []
    used = set(taken)
    for industry in industries:
        while True:
            name = f"{random.choice(FIRST)} {random.choice(KINDS[industry])}"
            if name not in used:
                break
        used.add(name)
        names.append(name)
    return names


def domain_of(name: str) -> str:
    """The reserved web domain of a customer of that name."""
    letters = "".join(c for c in name.lower() if c.isascii() and c.isalnum())
    return f"{letters}.example"
