"""Countries of the sample: what firms and people are called there, and where they are.

Names stand in their own script with the Latin letters of their e-mail address behind a bar.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """`firm` and `street` are patterns; `weight` is how many of a hundred customers live there.

    `phone` has a # for each digit that differs.
    """

    name: str
    weight: int
    currency: str
    phone: str
    firm: str
    street: str
    cities: tuple[str, ...]
    stems: tuple[str, ...]
    trades: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    family_first: bool = False


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


GERMANY = Country(
    "Germany",
    12,
    "EUR",
    "+49 30 2#######",
    "{stem} {trade} GmbH",
    "Lindenstraße {number}",
    _listed("Berlin, Hamburg, Köln, München, Leipzig"),
    _listed(
        "Möwe|moewe, Alster|alster, Grünwald|gruenwald, Nordlicht|nordlicht, Weiß|weiss,"
        "Spreeufer|spreeufer, Kranich|kranich"
    ),
    _listed("Rösterei, Gastronomie, Büroservice, Hotels, Kantinen"),
    _listed("Anke|anke, Jürgen|juergen, Sören|soeren, Käthe|kaethe, Lukas|lukas, Birgit|birgit"),
    _listed("Müller|mueller, Groß|gross, Schäfer|schaefer, Vogt|vogt, Lehmann|lehmann"),
)
FRANCE = Country(
    "France",
    10,
    "EUR",
    "+33 1 42 ## ## ##",
    "{trade} {stem}",
    "{number} rue des Écoles",
    _listed("Paris, Lyon, Nîmes, Besançon, Bordeaux"),
    _listed(
        "L'Étoile|etoile, du Château|chateau, Bellevue|bellevue, Saint-Ouen|saint-ouen,"
        "des Forêts|forets, Garonne|garonne, du Marché|marche"
    ),
    _listed("Brûlerie, Hôtel, Café, Traiteur, Bureaux"),
    _listed("Hélène|helene, François|francois, Zoé|zoe, Benoît|benoit, Amélie|amelie"),
    _listed("Lefèvre|lefevre, Garçon|garcon, Noël|noel, Dubois|dubois, Marchand|marchand"),
)
BRITAIN = Country(
    "United Kingdom",
    9,
    "GBP",
    "+44 20 7946 0###",
    "{stem} {trade} Ltd",
    "{number} Mill Lane",
    _listed("London, Leeds, Bristol, Edinburgh, Cardiff"),
    _listed(
        "Fox & Hare|foxandhare, Kingfisher|kingfisher, Thistle|thistle, O'Neill's|oneills,"
        "Harbour|harbour, Old Mill|oldmill, Bramble|bramble"
    ),
    _listed("Coffee House, Catering, Workspaces, Inns, Tea Rooms"),
    _listed("Imogen|imogen, Callum|callum, Siân|sian, Hamish|hamish, Priya|priya"),
    _listed(
        "Whitfield|whitfield, MacLeod|macleod, Okafor|okafor, Pryce-Jones|prycejones,"
        "Ashworth|ashworth"
    ),
)
STATES = Country(
    "United States",
    12,
    "USD",
    "+1 415 555 01##",
    "{stem} {trade} Inc.",
    "{number} Market Street",
    _listed("San Francisco, Portland, Austin, Chicago, Boston"),
    _listed(
        "Blue Heron|blueheron, Cascade|cascade, Prairie|prairie, Lone Pine|lonepine,"
        "Beacon|beacon, Redwood|redwood, Magnolia|magnolia"
    ),
    _listed("Roasters, Hospitality, Offices, Diners, Campus Services"),
    _listed("Avery|avery, Marcus|marcus, Joaquín|joaquin, Brooke|brooke, Terrell|terrell"),
    _listed(
        "Nguyen|nguyen, Washington|washington, Kowalczyk|kowalczyk, Reyes|reyes,"
        "Sutherland|sutherland"
    ),
)
SPAIN = Country(
    "Spain",
    8,
    "EUR",
    "+34 91 #######",
    "{trade} {stem} S.A.",
    "Calle Mayor {number}",
    _listed("Madrid, Sevilla, Málaga, A Coruña, Valencia"),
    _listed(
        "Cigüeña|ciguena, del Río|rio, Montaña|montana, Sol y Luna|solyluna,"
        "Peñón|penon, Alameda|alameda"
    ),
    _listed("Cafetería, Hoteles, Oficinas, Panadería, Restaurantes"),
    _listed("Íñigo|inigo, Begoña|begona, Raúl|raul, Lucía|lucia, Ángel|angel"),
    _listed("Muñoz|munoz, Ibáñez|ibanez, Peña|pena, Castro|castro, Domínguez|dominguez"),
)
POLAND = Country(
    "Poland",
    6,
    "EUR",
    "+48 22 #######",
    "{trade} {stem} Sp. z o.o.",
    "ul. Długa {number}",
    _listed("Warszawa, Kraków, Łódź, Gdańsk, Wrocław"),
    _listed("Żubr|zubr, Bocian|bocian, Złota Rybka|zlotarybka, Świerk|swierk, Wisła|wisla"),
    _listed("Kawiarnia, Hotele, Biura, Piekarnia"),
    _listed("Łukasz|lukasz, Małgorzata|malgorzata, Paweł|pawel, Zofia|zofia"),
    _listed("Wiśniewski|wisniewski, Dąbrowska|dabrowska, Król|krol, Zając|zajac"),
)
GREECE = Country(
    "Greece",
    6,
    "EUR",
    "+30 21 0#######",
    "{trade} {stem} Α.Ε.",
    "Οδός Ερμού {number}",
    _listed("Αθήνα, Θεσσαλονίκη, Πάτρα, Χανιά"),
    _listed("Αιγαίο|aigaio, Όλυμπος|olympos, Γλάρος|glaros, Ελιά|elia, Ποσειδών|poseidon"),
    _listed("Καφενείο, Ξενοδοχεία, Ταβέρνα, Γραφεία"),
    _listed("Μαρία|maria, Νίκος|nikos, Ελένη|eleni, Γιώργος|giorgos"),
    _listed("Παπαδοπούλου|papadopoulou, Αλεξίου|alexiou, Βασιλείου|vasileiou"),
)
UKRAINE = Country(
    "Ukraine",
    5,
    "EUR",
    "+380 44 #######",
    "ТОВ «{trade} {stem}»",
    "вул. Садова, {number}",
    _listed("Київ, Львів, Одеса, Харків"),
    _listed("Лелека|leleka, Дніпро|dnipro, Калина|kalyna, Сонях|soniakh, Карпати|karpaty"),
    _listed("Кав'ярня, Готель, Пекарня, Офіс-центр"),
    _listed("Оксана|oksana, Тарас|taras, Соломія|solomiia, Андрій|andrii"),
    _listed("Шевчук|shevchuk, Бондаренко|bondarenko, Коваль|koval"),
)
EGYPT = Country(
    "Egypt",
    5,
    "EUR",
    "+20 2 2#######",
    "{trade} {stem}",
    "{number} شارع النيل",
    _listed("القاهرة, الإسكندرية, الجيزة"),
    _listed("النيل|alnil, الأهرام|alahram, الياسمين|alyasmin, الواحة|alwaha, النخيل|alnakhil"),
    _listed("مقهى, فنادق, مطاعم, شركة"),
    _listed("فاطمة|fatma, أحمد|ahmed, ليلى|layla, يوسف|youssef"),
    _listed("حسن|hassan, عبد الله|abdallah, منصور|mansour"),
)
ISRAEL = Country(
    "Israel",
    4,
    "EUR",
    "+972 3 #######",
    "{trade} {stem} בע״מ",
    "רחוב הזית {number}",
    _listed("תל אביב, חיפה, ירושלים"),
    _listed("הגליל|hagalil, כרמל|carmel, רימון|rimon, דקל|dekel"),
    _listed("קפה, מלונות, מאפייה, משרדים"),
    _listed("נועה|noa, איתן|eitan, תמר|tamar, יעל|yael"),
    _listed("לוי|levi, ברק|barak, מזרחי|mizrahi"),
)
JAPAN = Country(
    "Japan",
    7,
    "USD",
    "+81 3 5### ####",
    "株式会社{stem}{trade}",
    "中央{number}丁目",
    _listed("東京, 大阪, 京都, 札幌"),
    _listed("桜|sakura, 富士|fuji, 青空|aozora, 山本|yamamoto, 鶴|tsuru, みなと|minato"),
    _listed("珈琲, ホテル, 食堂, オフィス"),
    _listed("陽子|yoko, 健太|kenta, 美咲|misaki, 大輔|daisuke"),
    _listed("佐藤|sato, 鈴木|suzuki, 渡辺|watanabe"),
    family_first=True,
)
CHINA = Country(
    "China",
    5,
    "USD",
    "+86 10 6#######",
    "{city}{stem}{trade}有限公司",
    "中山路{number}号",
    _listed("北京, 上海, 成都, 杭州"),
    _listed("金龙|jinlong, 明月|mingyue, 长江|changjiang, 竹林|zhulin, 东方|dongfang"),
    _listed("咖啡, 酒店, 餐饮, 商务"),
    _listed("小红|xiaohong, 伟|wei, 丽娟|lijuan, 建国|jianguo"),
    _listed("王|wang, 李|li, 欧阳|ouyang"),
    family_first=True,
)
KOREA = Country(
    "South Korea",
    4,
    "USD",
    "+82 2 3### ####",
    "주식회사 {stem} {trade}",
    "중앙로 {number}",
    _listed("서울, 부산, 대구"),
    _listed("한강|hangang, 무지개|mujigae, 소나무|sonamu, 달빛|dalbit"),
    _listed("커피, 호텔, 식품, 오피스"),
    _listed("지은|jieun, 민준|minjun, 서연|seoyeon"),
    _listed("김|kim, 박|park, 최|choi"),
    family_first=True,
)
THAILAND = Country(
    "Thailand",
    3,
    "USD",
    "+66 2 2## ####",
    "บริษัท {stem}{trade} จำกัด",
    "{number} ถนนสุขุมวิท",
    _listed("กรุงเทพ, เชียงใหม่, ภูเก็ต"),
    _listed("ดอกบัว|dokbua, ช้างเผือก|changphueak, เจ้าพระยา|chaophraya"),
    _listed("กาแฟ, โรงแรม, ครัวไทย"),
    _listed("สมชาย|somchai, มาลี|malee, นภา|napha"),
    _listed("ศรีสุข|srisuk, ทองดี|thongdee, วงศ์ไทย|wongthai"),
)
INDIA = Country(
    "India",
    5,
    "EUR",
    "+91 22 2### ####",
    "{stem} {trade} प्राइवेट लिमिटेड",
    "{number} गांधी मार्ग",
    _listed("मुंबई, दिल्ली, जयपुर, पुणे"),
    _listed("गंगा|ganga, हिमालय|himalaya, कमल|kamal, मयूर|mayur"),
    _listed("कॉफ़ी, होटल, भोजनालय, कार्यालय"),
    _listed("अनीता|anita, राहुल|rahul, सुनीता|sunita"),
    _listed("शर्मा|sharma, वर्मा|verma, पटेल|patel"),
)
BRAZIL = Country(
    "Brazil",
    5,
    "EUR",
    "+55 11 3### ####",
    "{trade} {stem} Ltda.",
    "Rua das Flores, {number}",
    _listed("São Paulo, Brasília, Florianópolis"),
    _listed("Ipê|ipe, do João|joao, Coração|coracao, Maré Alta|marealta"),
    _listed("Cafés, Hotéis, Padaria, Escritórios"),
    _listed("Conceição|conceicao, João|joao, Letícia|leticia"),
    _listed("Araújo|araujo, Gonçalves|goncalves, Simões|simoes"),
)
COUNTRIES = (
    *(GERMANY, FRANCE, BRITAIN, STATES, SPAIN, POLAND, GREECE, UKRAINE, EGYPT, ISRAEL),
    *(JAPAN, CHINA, KOREA, THAILAND, INDIA, BRAZIL),
)
