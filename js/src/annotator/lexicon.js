// Words that help to guess where a name begins and what it is. Guesses only: a person decides.

/** Classifiers and titles that stand in front of a name and are never its head. */
export const BEFORE_NAMES = new Set(
	`ông bà anh chị cô em tờ đài báo hãng phía bang thành|phố tỉnh nước quốc|gia thủ|tướng tổng|thống
	chủ|tịch ngoại|trưởng bộ|trưởng thứ|trưởng đại|sứ đại|diện đặc|phái|viên người|phát|ngôn phát|ngôn|viên
	trợ|lý cố|vấn thư|ký tổng|thư|ký nghị|sĩ tướng nhà|lãnh|đạo quan|chức giám|đốc chủ|tịch|nước
	phó|tổng|thống phó|thủ|tướng cựu|tổng|thống cựu|thủ|tướng nhà|đàm|phán nhà|báo phóng|viên binh|lính binh|sĩ
	đồng|minh`
		.split(/\s+/)
		.map((words) => words.replaceAll("|", " ")),
);

/** Titles that a person's mention begins with. */
export const TITLES = new Set(
	[...BEFORE_NAMES].filter(
		(words) => !/^(anh|em|tờ|đài|báo|hãng|phía|bang|thành phố|tỉnh|nước|quốc gia)$/.test(words),
	),
);

/** Countries and blocs, so that `Tổng thống | Nga | Putin` is cut where people cut it. */
export const COUNTRIES = new Set(
	`Mỹ|Anh|Pháp|Nga|Đức|Ý|Italy|Úc|Australia|Áo|Bỉ|Hà Lan|Ba Lan|Thổ Nhĩ Kỳ|Tây Ban Nha|Bồ Đào Nha|Thụy Điển|Thụy Sĩ
	|Na Uy|Phần Lan|Đan Mạch|Hy Lạp|Hungary|Ukraine|Belarus|Israel|Palestine|Iran|Iraq|Syria|Ai Cập|Ấn Độ|Pakistan
	|Trung Quốc|Nhật Bản|Hàn Quốc|Triều Tiên|Việt Nam|Lào|Campuchia|Thái Lan|Philippines|Indonesia|Malaysia|Singapore
	|Canada|Mexico|Brazil|Cuba|Venezuela|Nam Phi|EU|NATO`
		.split("|")
		.map((words) => words.trim()),
);

/** Cities that news calls by name alone, most of them seats of a government. */
export const CITIES = new Set(
	`Moscow|Moskva|Kiev|Kyiv|Washington|New York|London|Paris|Berlin|Rome|Madrid|Lisbon|Brussels|Vienna|Geneva|Warsaw
	|Budapest|Prague|Athens|Ankara|Istanbul|Oslo|Stockholm|Helsinki|Minsk|Tbilisi|Baku|Tehran|Baghdad|Damascus|Beirut
	|Jerusalem|Tel Aviv|Cairo|Riyadh|Doha|Dubai|Kabul|Islamabad|New Delhi|Dhaka|Bắc Kinh|Thượng Hải|Hong Kong|Đài Bắc
	|Tokyo|Seoul|Bình Nhưỡng|Hà Nội|Bangkok|Manila|Jakarta|Kuala Lumpur|Phnom Penh|Vientiane|Canberra|Ottawa|Brasilia
	|Buenos Aires|Caracas|Havana|Nairobi|Pretoria|Abuja`
		.split("|")
		.map((words) => words.trim()),
);

/** Words in front of a name that belong to its mention: `bang | Florida`. */
export const CLASSIFIERS = new Set(
	"bang tỉnh vùng nước phía tờ báo đài hãng điện cung thành|phố quốc|gia bán|đảo thị|trấn"
		.split(" ")
		.map((words) => words.replaceAll("|", " ")),
);

/** Words in small letters that a name begins with: `châu | Âu`. */
export const NAME_PARTS = new Set(["châu", "phương"]);

/** Pronouns that nearly always stand for somebody. */
export const SURE_PRONOUNS = ["họ", "mình", "chúng tôi", "chúng ta"];

/** Places without a government that stand inside long titles. */
export const REGIONS = new Set([
	"Trung Đông",
	"Biển Đen",
	"Biển Đông",
	"Đông Nam Á",
	"Đông Âu",
	"Tây Âu",
	"Bắc Phi",
	"Vùng Vịnh",
]);

/** Words that stand for something named elsewhere. */
export const PRONOUNS = new Set(
	`họ mình nó ông bà anh chị cô chúng|tôi chúng|ta tôi ta ông|ấy bà|ấy ông|này bà|này người|này nước|này`
		.split(" ")
		.map((words) => words.replaceAll("|", " ")),
);

/** Words in front of a head noun. */
export const DETERMINERS = new Set(
	`các những một một|số nhiều mọi mỗi bất|kỳ hơn gần khoảng vài cuộc vòng tiến|trình bản sự việc`
		.split(/\s+/)
		.map((words) => words.replaceAll("|", " ")),
);

/** Words that end a head noun's own phrase. */
export const LINKERS = new Set(
	`của về cho với tại ở trong từ và do để là đã sẽ đang được bị theo vào trên cấp giữa`.split(" "),
);

/** Patterns of times and numbers; the first group is the expression. Longest first. */
export const TIME_PATTERNS = [
	/(?<![\p{L}\d])((?:sáng|trưa|chiều|tối|đêm|rạng sáng)?\s?ngày \d{1,2}(?:[-/.]\d{1,2}){0,2}(?:[-/.]\d{4})?)/giu,
	/(?<![\p{L}\d])((?:đầu|giữa|cuối)?\s?tháng \d{1,2}(?:[-/.]\d{4}| năm \d{4})?)/giu,
	/(?<![\p{L}\d])((?:năm|quý [IV\d]+ năm) \d{4})/giu,
	/(?<![\p{L}\d])((?:hơn |gần |khoảng |một |nhiều |\d+ )+(?:giây|phút|giờ|ngày|tuần|tháng|quý|năm|thập kỷ|thế kỷ))(?!\p{L})/giu,
	/(?<![\p{L}\d])((?:những |trong )?(?:cuối tuần|tuần|tháng|năm|ngày|quý|thời gian) (?:qua|trước|này|tới|sau|nay|đầu|gần đây|vừa qua))(?!\p{L}| khi)/giu,
	/(?<![\p{L}\d])(hôm nay|hôm qua|ngày mai|hiện nay|hiện tại|gần đây|trước đó một ngày)(?!\p{L})/giu,
	/(?<![\p{L}\d-])(\d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?|\d{4}-\d{2}-\d{2})(?![\d-])/gu,
];
export const NUMBER_PATTERN =
	/(?<![\p{L}\d])((?:hơn |gần |khoảng |ít nhất )?\d+(?:[.,]\d+)*)(?![\p{L}\d])/giu;
