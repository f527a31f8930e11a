// src/annotator/arcs.js
var SVG = "http://www.w3.org/2000/svg";
function arcPath(from, to, level) {
  const round = (n) => Math.round(n * 10) / 10;
  const rise = 7 + 3 * level;
  if (Math.abs(from.y - to.y) < 4) {
    const top = round(Math.min(from.top, to.top) - rise);
    return `M${round(from.x)} ${round(from.top)}C${round(from.x)} ${top} ${round(to.x)} ${top} ${round(to.x)} ${round(to.top)}`;
  }
  const middle = round((from.y + to.y) / 2);
  return `M${round(from.x)} ${round(from.y)}C${round(from.x)} ${middle} ${round(to.x)} ${middle} ${round(to.x)} ${round(to.y)}`;
}
function measureArcs(host, sheaves) {
  if (sheaves.length === 0)
    return [];
  const origin = host.getBoundingClientRect();
  const anchors = /* @__PURE__ */ new Map();
  const anchor = (node) => {
    const known = anchors.get(node);
    if (known)
      return known;
    const box2 = node.getClientRects()[0] ?? node.getBoundingClientRect();
    const top = box2.top - origin.top + host.scrollTop;
    const found = { x: box2.left - origin.left + box2.width / 2, y: top + box2.height / 2, top };
    anchors.set(node, found);
    return found;
  };
  return sheaves.flatMap(({ trigger, fillers, colour, isFaint }) => {
    const from = anchor(trigger);
    const ends = fillers.map(anchor).sort((a, b) => Math.abs(a.x - from.x) - Math.abs(b.x - from.x));
    return ends.map((end, level) => ({ path: arcPath(from, end, level), colour, isFaint }));
  });
}
function drawArcs(svg, arcs) {
  if (arcs.length === 0 && !svg.firstChild)
    return;
  svg.replaceChildren(...arcs.map(({ path, colour, isFaint }) => {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    if (isFaint)
      line.setAttribute("class", "gn-faint");
    line.style.stroke = `var(--gn-mark, ${colour})`;
    return line;
  }));
}
function makeCanvas() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "gn-arcs");
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

// src/annotator/lexicon.js
var BEFORE_NAMES = new Set(`ông bà anh chị cô em tờ đài báo hãng phía bang thành|phố tỉnh nước quốc|gia thủ|tướng tổng|thống
	chủ|tịch ngoại|trưởng bộ|trưởng thứ|trưởng đại|sứ đại|diện đặc|phái|viên người|phát|ngôn phát|ngôn|viên
	trợ|lý cố|vấn thư|ký tổng|thư|ký nghị|sĩ tướng nhà|lãnh|đạo quan|chức giám|đốc chủ|tịch|nước
	phó|tổng|thống phó|thủ|tướng cựu|tổng|thống cựu|thủ|tướng nhà|đàm|phán nhà|báo phóng|viên binh|lính binh|sĩ
	đồng|minh`.split(/\s+/).map((words) => words.replaceAll("|", " ")));
var TITLES = new Set([...BEFORE_NAMES].filter((words) => !/^(anh|em|tờ|đài|báo|hãng|phía|bang|thành phố|tỉnh|nước|quốc gia)$/.test(words)));
var COUNTRIES = new Set(`Mỹ|Anh|Pháp|Nga|Đức|Ý|Italy|Úc|Australia|Áo|Bỉ|Hà Lan|Ba Lan|Thổ Nhĩ Kỳ|Tây Ban Nha|Bồ Đào Nha|Thụy Điển|Thụy Sĩ
	|Na Uy|Phần Lan|Đan Mạch|Hy Lạp|Hungary|Ukraine|Belarus|Israel|Palestine|Iran|Iraq|Syria|Ai Cập|Ấn Độ|Pakistan
	|Trung Quốc|Nhật Bản|Hàn Quốc|Triều Tiên|Việt Nam|Lào|Campuchia|Thái Lan|Philippines|Indonesia|Malaysia|Singapore
	|Canada|Mexico|Brazil|Cuba|Venezuela|Nam Phi|EU|NATO`.split("|").map((words) => words.trim()));
var CITIES = new Set(`Moscow|Moskva|Kiev|Kyiv|Washington|New York|London|Paris|Berlin|Rome|Madrid|Lisbon|Brussels|Vienna|Geneva|Warsaw
	|Budapest|Prague|Athens|Ankara|Istanbul|Oslo|Stockholm|Helsinki|Minsk|Tbilisi|Baku|Tehran|Baghdad|Damascus|Beirut
	|Jerusalem|Tel Aviv|Cairo|Riyadh|Doha|Dubai|Kabul|Islamabad|New Delhi|Dhaka|Bắc Kinh|Thượng Hải|Hong Kong|Đài Bắc
	|Tokyo|Seoul|Bình Nhưỡng|Hà Nội|Bangkok|Manila|Jakarta|Kuala Lumpur|Phnom Penh|Vientiane|Canberra|Ottawa|Brasilia
	|Buenos Aires|Caracas|Havana|Nairobi|Pretoria|Abuja`.split("|").map((words) => words.trim()));
var CLASSIFIERS = new Set("bang tỉnh vùng nước phía tờ báo đài hãng điện cung thành|phố quốc|gia bán|đảo thị|trấn".split(" ").map((words) => words.replaceAll("|", " ")));
var NAME_PARTS = /* @__PURE__ */ new Set(["châu", "phương"]);
var SURE_PRONOUNS = ["họ", "mình", "chúng tôi", "chúng ta"];
var REGIONS = /* @__PURE__ */ new Set([
  "Trung Đông",
  "Biển Đen",
  "Biển Đông",
  "Đông Nam Á",
  "Đông Âu",
  "Tây Âu",
  "Bắc Phi",
  "Vùng Vịnh"
]);
var PRONOUNS = new Set(`họ mình nó ông bà anh chị cô chúng|tôi chúng|ta tôi ta ông|ấy bà|ấy ông|này bà|này người|này nước|này`.split(" ").map((words) => words.replaceAll("|", " ")));
var DETERMINERS = new Set(`các những một một|số nhiều mọi mỗi bất|kỳ hơn gần khoảng vài cuộc vòng tiến|trình bản sự việc`.split(/\s+/).map((words) => words.replaceAll("|", " ")));
var LINKERS = new Set(`của về cho với tại ở trong từ và do để là đã sẽ đang được bị theo vào trên cấp giữa`.split(" "));
var TIME_PATTERNS = [
  /(?<![\p{L}\d])((?:sáng|trưa|chiều|tối|đêm|rạng sáng)?\s?ngày \d{1,2}(?:[-/.]\d{1,2}){0,2}(?:[-/.]\d{4})?)/giu,
  /(?<![\p{L}\d])((?:đầu|giữa|cuối)?\s?tháng \d{1,2}(?:[-/.]\d{4}| năm \d{4})?)/giu,
  /(?<![\p{L}\d])((?:năm|quý [IV\d]+ năm) \d{4})/giu,
  /(?<![\p{L}\d])((?:hơn |gần |khoảng |một |nhiều |\d+ )+(?:giây|phút|giờ|ngày|tuần|tháng|quý|năm|thập kỷ|thế kỷ))(?!\p{L})/giu,
  /(?<![\p{L}\d])((?:những |trong )?(?:cuối tuần|tuần|tháng|năm|ngày|quý|thời gian) (?:qua|trước|này|tới|sau|nay|đầu|gần đây|vừa qua))(?!\p{L}| khi)/giu,
  /(?<![\p{L}\d])(hôm nay|hôm qua|ngày mai|hiện nay|hiện tại|gần đây|trước đó một ngày)(?!\p{L})/giu,
  /(?<![\p{L}\d-])(\d{1,2}[-/]\d{1,2}(?:[-/]\d{4})?|\d{4}-\d{2}-\d{2})(?![\d-])/gu
];
var NUMBER_PATTERN = /(?<![\p{L}\d])((?:hơn |gần |khoảng |ít nhất )?\d+(?:[.,]\d+)*)(?![\p{L}\d])/giu;

// src/annotator/names.js
var LONGEST_TITLE = 4;
var TITLE_REACH = 8;
var BEFORE_TITLES = /* @__PURE__ */ new Set([...DETERMINERS, "phía"]);
function isCapitalised(word) {
  return /^\p{Lu}/u.test(word);
}
function isWord(word) {
  return /^[\p{L}\p{N}]/u.test(word);
}
function nameRuns(article) {
  const runs = [];
  let from = -1;
  for (let index = 0; index <= article.tokens.length; index += 1) {
    const belongs = index < article.tokens.length && isCapitalised(article.word(index));
    const glued = from >= 0 && belongs && isPlainGap(article, index);
    if (from >= 0 && !glued) {
      runs.push([from, index]);
      from = -1;
    }
    if (belongs && from < 0)
      from = index;
  }
  return runs.filter((run) => !isMereSentenceStart(article, run) && !isMereTitle(article, run));
}
function isPlainGap(article, index) {
  return article.slice(article.tokens[index - 1][1], article.tokens[index][0]) === " ";
}
function isMereSentenceStart(article, [from, to]) {
  const word = article.word(from);
  if (to - from > 1 || COUNTRIES.has(word) || isForeign(word))
    return false;
  const [start] = article.sentenceAt(article.tokens[from][0]);
  return article.tokenAt(start) === from || !isWord(article.word(from - 1) || "x");
}
function isMereTitle(article, [from, to]) {
  for (let length = LONGEST_TITLE; length > to - from; length -= 1)
    if (BEFORE_NAMES.has(wordsFrom(article, from, length)))
      return true;
  return false;
}
function isForeign(word) {
  const plain2 = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return /[aeiouy][^aeiouy]+[aeiouy]|[bdfjklqrsvwxz]$/u.test(plain2) && /^[a-z]+$/u.test(plain2);
}
function wordsFrom(article, from, length) {
  const last = article.tokens[from + length - 1];
  return last && from >= 0 ? article.slice(article.tokens[from][0], last[1]).toLowerCase() : "";
}
function titleStarts(article, run) {
  const [sentence] = article.sentenceAt(article.tokens[run][0]);
  const starts = [];
  for (let back = TITLE_REACH; back > 0; back -= 1) {
    const from = run - back;
    if (from < 0 || article.tokens[from][0] < sentence)
      continue;
    for (let length = Math.min(LONGEST_TITLE, back); length > 0; length -= 1) {
      if (!TITLES.has(wordsFrom(article, from, length)) || !bridges(article, from + length, run))
        continue;
      const isTail = starts.some((start) => TITLES.has(wordsFrom(article, start, from + length - start)));
      if (!isTail)
        starts.push(from);
      break;
    }
  }
  return starts;
}
function reachBack(article, token, set) {
  let from = token;
  for (let length = 2; length > 0; length -= 1)
    if (set.has(wordsFrom(article, from - length, length)) && isPlainGap(article, from)) {
      from -= length;
      length = 3;
    }
  return from;
}
function bridges(article, from, to) {
  if (from === to)
    return true;
  const between = article.slice(article.tokens[from][0], article.tokens[to - 1][1]);
  return /^(của|cấp cao)( |$)/u.test(between) && !/[,.;:"“”()\n]/u.test(between);
}
function addName(article, from, to, memory, add) {
  const { tokens } = article;
  const end = tokens[to - 1][1];
  const part = reachBack(article, from, NAME_PARTS);
  const titles = titleStarts(article, part);
  const person = { kind: "mention", type: "PER", source: "title" };
  for (const title of titles)
    add(tokens[reachBack(article, title, BEFORE_TITLES)][0], end, person);
  const isClassified = to - from > 1 && CLASSIFIERS.has(wordsFrom(article, from, 1));
  const bare = memory.get(article.slice(tokens[isClassified ? from + 1 : from][0], end));
  const guess = (start) => memory.get(article.slice(start, end)) ?? bare ?? null;
  const lead = reachBack(article, part, CLASSIFIERS);
  const outer = tokens[reachBack(article, lead, BEFORE_TITLES)][0];
  if (lead < part && titles.length === 0)
    add(outer, end, guess(outer));
  const place = { kind: "mention", type: "GPE", source: "lexicon" };
  if (part < from)
    return add(tokens[part][0], end, guess(tokens[part][0]) ?? place);
  const country = leadingPlace(article, from, to);
  if (country < to) {
    const first = tokens[titles.length > 0 && country ? country : from][0];
    const isCity = CITIES.has(article.slice(first, end));
    add(first, end, guess(first) ?? (isCity ? place : null));
  }
  if (!country)
    return;
  const words = article.slice(tokens[from][0], tokens[country - 1][1]);
  const type = REGIONS.has(words) ? "LOC" : "GPE";
  add(tokens[from][0], tokens[country - 1][1], { ...place, type });
}
function leadingPlace(article, from, to) {
  for (let end = Math.min(to, from + 3); end > from; end -= 1) {
    const words = article.slice(article.tokens[from][0], article.tokens[end - 1][1]);
    if (COUNTRIES.has(words) || REGIONS.has(words))
      return end;
  }
  return 0;
}

// src/annotator/defaults.js
function tokensIn(article, [start, end]) {
  const found = [];
  for (let index = article.tokenAt(start); index < article.tokens.length; index += 1) {
    if (article.tokens[index][0] >= end)
      break;
    if (article.tokens[index][0] >= start)
      found.push(index);
  }
  return found;
}
function defaultLevel(article, span, label2) {
  if (label2?.is_value)
    return "VAL";
  const words = article.slice(...span);
  if (PRONOUNS.has(words.toLowerCase()) && !COUNTRIES.has(words))
    return "PRO";
  return nameHead(article, span) ? "NAM" : "NOM";
}
function defaultHead(article, span, level) {
  if (level === "VAL")
    return null;
  if (level === "NAM")
    return nameHead(article, span) ?? span;
  if (level === "PRO")
    return span;
  return nounHead(article, span);
}
function nameHead(article, span) {
  const tokens = tokensIn(article, span);
  let from = tokens.length;
  while (from > 0 && isCapitalised(article.word(tokens[from - 1])))
    from -= 1;
  const quoted = /^["“‘'].*["”’']$/su.test(article.slice(...span));
  if (from === tokens.length)
    return quoted ? [span[0], span[1]] : leadingName(article, tokens);
  from = skipTitle(article, tokens, from);
  for (let end = tokens.length - 1; end > from; end -= 1) {
    const words = article.slice(article.tokens[tokens[from]][0], article.tokens[tokens[end - 1]][1]);
    if (COUNTRIES.has(words) || REGIONS.has(words))
      from = end;
  }
  if (from > 0 && LINKERS.has(article.word(tokens[from - 1]).toLowerCase()))
    return null;
  if (from > 0 && COUNTRIES.has(article.slice(article.tokens[tokens[from]][0], span[1]))) {
    const first = article.slice(article.tokens[tokens[0]][0], article.tokens[tokens[from - 1]][1]);
    if (!BEFORE_NAMES.has(first.toLowerCase()) || /tướng|thống|viên|chức|đạo/u.test(first))
      return null;
  }
  return [article.tokens[tokens[from]][0], span[1]];
}
function leadingName(article, tokens) {
  const start = article.tokens[tokens[0]]?.[0] ?? 0;
  const [sentence] = article.sentenceAt(start);
  if (!isCapitalised(article.word(tokens[0])) || article.tokenAt(sentence) === tokens[0])
    return null;
  const first = article.slice(start, article.tokens[tokens[Math.min(1, tokens.length - 1)]][1]);
  return BEFORE_NAMES.has(first.toLowerCase()) ? null : [start, article.tokens[tokens[tokens.length - 1]][1]];
}
function skipTitle(article, tokens, from) {
  const last = tokens.length - 1;
  for (let end = Math.min(last, from + 4); end > from; end -= 1) {
    const words = article.slice(article.tokens[tokens[from]][0], article.tokens[tokens[end - 1]][1]);
    if (BEFORE_NAMES.has(words.toLowerCase()) && !COUNTRIES.has(words))
      return end;
  }
  return from;
}
function nounHead(article, span) {
  const tokens = tokensIn(article, span);
  let from = 0;
  for (let end2 = 1; end2 < tokens.length; end2 += 1) {
    const words = article.slice(article.tokens[tokens[from]][0], article.tokens[tokens[end2 - 1]][1]);
    const isNumber = /^\d/u.test(words);
    if (DETERMINERS.has(words.toLowerCase()) || isNumber)
      from = end2;
  }
  let end = from + 1;
  while (end < tokens.length && end < from + 2) {
    const word = article.word(tokens[end]);
    if (isCapitalised(word) || LINKERS.has(word.toLowerCase()) || !/^\p{L}/u.test(word))
      break;
    end += 1;
  }
  const first = article.tokens[tokens[from]] ?? span;
  return [first[0], article.tokens[tokens[end - 1]]?.[1] ?? span[1]];
}

// src/shared/halving.js
function countBefore(sorted2, isBefore) {
  let low = 0;
  let high = sorted2.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (isBefore(sorted2[middle]))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

// src/annotator/record_places.js
function isSpanned(record) {
  return record?.kind === "mention" || record?.kind === "time" || record?.kind === "event";
}
function fragmentsOf(record) {
  return record.kind === "event" ? record.trigger : record.extent;
}
function startOf(record) {
  return fragmentsOf(record)[0][0];
}
function endOf(record) {
  return fragmentsOf(record)[fragmentsOf(record).length - 1][1];
}
function inTextOrder(a, b) {
  return startOf(a) - startOf(b) || endOf(b) - endOf(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

// src/annotator/record_index.js
var BLOCK = 1024;
var Shelves = class {
  constructor() {
    this.sets = /* @__PURE__ */ new Map();
  }
  add(key, value) {
    const set = this.sets.get(key);
    if (set)
      set.add(value);
    else
      this.sets.set(key, /* @__PURE__ */ new Set([value]));
  }
  drop(key, value) {
    const set = this.sets.get(key);
    if (set?.delete(value) && set.size === 0)
      this.sets.delete(key);
  }
  on(key) {
    return this.sets.get(key) ?? [];
  }
};
var RecordIndex = class {
  constructor(records) {
    this.kinds = new Shelves();
    this.blocks = new Shelves();
    this.reaches = new Shelves();
    this.users = new Shelves();
    this.order = [];
    for (const record of records)
      this.shelve(record, "add");
    for (const set of this.kinds.sets.values())
      for (const record of set)
        if (isSpanned(record))
          this.order.push(record);
    this.order.sort(inTextOrder);
  }
  add(record) {
    this.shelve(record, "add");
    if (isSpanned(record))
      this.order.splice(this.placeOf(record), 0, record);
  }
  drop(record) {
    this.shelve(record, "drop");
    if (isSpanned(record))
      this.order.splice(this.placeOf(record), 1);
  }
  placeOf(record) {
    return countBefore(this.order, (other) => inTextOrder(other, record) < 0);
  }
  shelve(record, act) {
    this.kinds[act](record.kind, record);
    if (!isSpanned(record))
      return;
    for (const [start, end] of fragmentsOf(record))
      for (let block = Math.floor(start / BLOCK); block * BLOCK < end; block += 1)
        this.blocks[act](block, record);
    this.reaches[act](`${startOf(record)}-${endOf(record)}`, record);
    if (record.kind === "mention" && record.head)
      this.reaches[act](record.head.join("-"), record);
    if (record.kind !== "event")
      return;
    for (const { ref } of record.arguments ?? [])
      this.users[act](ref, record);
    if (record.attribution)
      this.users[act](record.attribution, record);
  }
  isTaken(start, end) {
    return this.reaches.sets.has(`${start}-${end}`);
  }
  touching(from, to) {
    const found = /* @__PURE__ */ new Set();
    for (let block = Math.floor(from / BLOCK); block * BLOCK < to; block += 1)
      for (const record of this.blocks.on(block))
        if (fragmentsOf(record).some(([start, end]) => start < to && end > from))
          found.add(record);
    return [...found].sort(inTextOrder);
  }
};

// src/annotator/records.js
var CORPUS = "entities";
var STATE_ID = "#state";
var Records = class {
  constructor(opened) {
    this.document = opened.id;
    this.saved = /* @__PURE__ */ new Map();
    this.shown = /* @__PURE__ */ new Map();
    this.expected = /* @__PURE__ */ new Set();
    this.index = new RecordIndex([]);
    this.load(opened);
  }
  load(opened) {
    this.saved.clear();
    for (const record of opened.records)
      this.saved.set(record.id, record);
    for (const record of opened.corpus)
      this.saved.set(record.id, record);
    this.saved.set(STATE_ID, { kind: "state", id: STATE_ID, state: opened.state });
    this.shown = new Map(this.saved);
    this.expected.clear();
    this.index = new RecordIndex(this.shown.values());
  }
  expect(edits) {
    for (const edit of edits) {
      this.expected.add(edit.id);
      this.show(edit.id, afterOf(edit));
    }
  }
  settle(changes, waiting) {
    const touched = new Set(this.expected);
    this.expected.clear();
    for (const edit of changes.filter((e) => this.isHere(e))) {
      const after = afterOf(edit);
      if (after)
        this.saved.set(edit.id, after);
      else
        this.saved.delete(edit.id);
      touched.add(edit.id);
    }
    const over = /* @__PURE__ */ new Map();
    for (const edit of waiting.filter((e) => this.isHere(e))) {
      over.set(edit.id, afterOf(edit));
      touched.add(edit.id);
      this.expected.add(edit.id);
    }
    let isSeen = false;
    for (const id of touched) {
      const waits = over.get(id);
      if (this.show(id, waits === void 0 ? this.saved.get(id) ?? null : waits))
        isSeen = true;
    }
    return isSeen;
  }
  isHere(edit) {
    return edit.scope === this.document || edit.scope === CORPUS;
  }
  show(id, after) {
    const before = this.shown.get(id);
    if (before === (after ?? void 0))
      return false;
    if (before)
      this.index.drop(before);
    if (after) {
      this.index.add(after);
      this.shown.set(id, after);
    } else
      this.shown.delete(id);
    return JSON.stringify(before, sorted) !== JSON.stringify(after ?? void 0, sorted);
  }
  get(id) {
    return id ? this.shown.get(id) : void 0;
  }
  get state() {
    const state = this.shown.get(STATE_ID);
    return state?.kind === "state" ? state.state : "new";
  }
  all(kind) {
    return [...this.index.kinds.on(kind)];
  }
  spanned() {
    return this.index.order;
  }
  isTaken(start, end) {
    return this.index.isTaken(start, end);
  }
  touching(from, to) {
    return this.index.touching(from, to);
  }
  covering(position) {
    return this.touching(position, position + 1).sort((a, b) => endOf(a) - startOf(a) - (endOf(b) - startOf(b)));
  }
  exactly(start, end) {
    return [...this.index.reaches.on(`${start}-${end}`)].filter((r) => startOf(r) === start && endOf(r) === end && fragmentsOf(r).length === 1).sort(inTextOrder);
  }
  around(position, count) {
    const { order } = this.index;
    const place = countBefore(order, (record) => startOf(record) < position);
    return order.slice(Math.max(0, place - count), place + count);
  }
  eventsUsing(id) {
    return [...this.index.users.on(id)].sort(inTextOrder);
  }
  commentsOn(id) {
    return this.all("comment").filter((comment) => (comment.target ?? "") === id);
  }
  mentionsOf(id) {
    return this.all("mention").filter((mention) => mention.entity === id).sort(inTextOrder);
  }
};
function afterOf(edit) {
  if (edit.after || edit.id !== STATE_ID)
    return edit.after;
  return { kind: "state", id: STATE_ID, state: "new" };
}
function sorted(_, value) {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    return value;
  const entries = Object.entries(value).filter(([, v]) => v !== "" && v !== null);
  return Object.fromEntries(entries.sort(([a], [b]) => a < b ? -1 : 1));
}

// src/annotator/edits.js
var TIME_CODE = "TIME";
var JOINT = " … ";
var OWN_FIELDS = new Set("realis polarity tense modality timex mod function value resolved anchor signal".split(" "));
var FLAG_FIELDS = /* @__PURE__ */ new Set(["specific", "predicative", "partitive", "inferred"]);
function change(desk, before, after) {
  const record = after ?? before;
  const isCorpusWide = ["entity", "hopper", "hopper_relation"].includes(record.kind);
  return {
    scope: isCorpusWide ? CORPUS : desk.records.document,
    id: record.id,
    before: before ?? null,
    after
  };
}
function surface(article, fragments) {
  return fragments.map(([start, end]) => article.slice(start, end)).join(JOINT);
}
function newMention(desk, extent, label2, entity) {
  const { article } = desk;
  const fragments = extent.map(([start, end]) => [start, end]);
  const text = surface(article, fragments);
  if (label2.code === TIME_CODE)
    return {
      kind: "time",
      id: desk.newId("t"),
      extent: fragments,
      text,
      type: TIME_CODE,
      ...readTime(text)
    };
  const level = defaultLevel(article, fragments[0], label2);
  const head2 = defaultHead(article, fragments[0], level);
  const mention = {
    kind: "mention",
    id: desk.newId("m"),
    extent: fragments,
    text,
    type: label2.code
  };
  if (head2)
    mention.head = head2;
  if (level)
    mention.level = level;
  const known = label2.is_value ? "" : entity ?? knownEntity(desk, mention);
  if (known)
    mention.entity = known;
  return mention;
}
function readTime(text) {
  const year = /tháng (\d{1,2})(?:[-/.]| năm )(\d{4})/iu.exec(text);
  if (year)
    return { timex: "DATE", value: `${year[2]}-${year[1].padStart(2, "0")}` };
  const month = /tháng (\d{1,2})(?![\d/.-])/iu.exec(text);
  if (month)
    return { timex: "DATE", value: `XXXX-${month[1].padStart(2, "0")}` };
  const day = /(?<!\d)(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?(?!\d)/u.exec(text);
  if (day)
    return {
      timex: "DATE",
      value: `${day[3] ?? "XXXX"}-${day[2].padStart(2, "0")}-${day[1].padStart(2, "0")}`
    };
  const length = /^(\d+) (giây|phút|giờ|ngày|tuần|tháng|năm)$/iu.exec(text);
  if (!length)
    return { timex: "DATE" };
  const unit = { giây: "TS", phút: "TM", giờ: "TH", ngày: "D", tuần: "W", tháng: "M", năm: "Y" }[length[2].toLowerCase()];
  const code = unit.startsWith("T") ? `PT${length[1]}${unit[1]}` : `P${length[1]}${unit}`;
  return { timex: "DURATION", value: code };
}
function inferYear(value, published) {
  const day = /^XXXX-(\d{2}(?:-\d{2})?)$/u.exec(value);
  const year = Number(/^(\d{4})-\d{2}-\d{2}$/u.exec(published)?.[1] ?? 0);
  if (!day || !year)
    return "";
  const isLater = day[1] > published.slice(5, 5 + day[1].length);
  return `${isLater ? year - 1 : year}-${day[1]}`;
}
function knownEntity(desk, mention) {
  if (mention.level !== "NAM")
    return "";
  const name = desk.article.slice(...mention.head ?? mention.extent[0]);
  const same = desk.records.all("entity").filter((e) => e.type === mention.type && (e.name === name || e.aliases?.includes(name)));
  return same.length === 1 ? same[0].id : "";
}
function labelSpan(desk, extent, label2, focused) {
  if (focused && focused.kind !== "event")
    return relabel(desk, focused, label2);
  const twin = findTwin(desk, extent, label2.code);
  if (twin)
    return [];
  return [change(desk, null, newMention(desk, extent, label2))];
}
function findTwin(desk, extent, type) {
  const wanted = JSON.stringify(extent);
  return desk.records.touching(...extent[0]).find((r) => r.kind !== "event" && r.type === type && JSON.stringify(r.extent) === wanted);
}
function relabel(desk, record, label2) {
  if (record.type === label2.code)
    return [];
  const isSameKind = record.kind === "mention" && label2.code !== TIME_CODE;
  if (isSameKind) {
    const wasValue = record.level === "VAL";
    const after = { ...record, type: label2.code };
    if (wasValue !== label2.is_value) {
      after.level = defaultLevel(desk.article, record.extent[0], label2);
      after.head = defaultHead(desk.article, record.extent[0], after.level);
    }
    const entity = desk.records.get(record.entity);
    if (entity && (label2.is_value || "type" in entity && entity.type !== label2.code))
      after.entity = "";
    return [change(desk, record, after)];
  }
  const replacement = newMention(desk, record.extent, label2);
  return [
    change(desk, null, replacement),
    ...repoint(desk, record.id, replacement.id),
    change(desk, record, null)
  ];
}
function labelOccurrences(desk, span, label2) {
  const here = findTwin(desk, [span], label2.code);
  const first = here ?? newMention(desk, [span], label2);
  const entity = first.kind === "mention" ? first.entity : void 0;
  const level = first.kind === "mention" ? first.level : void 0;
  const edits = here ? [] : [change(desk, null, first)];
  for (const [start, end] of desk.article.occurrences(...span)) {
    if (start === span[0] || findTwin(desk, [[start, end]], label2.code))
      continue;
    const mention = newMention(desk, [[start, end]], label2, entity);
    mention.provenance = { how: "propagated", source: first.id };
    if (mention.kind === "mention" && first.kind === "mention") {
      mention.level = level;
      if (first.head)
        mention.head = [start + first.head[0] - span[0], start + first.head[1] - span[0]];
      else
        delete mention.head;
    }
    edits.push(change(desk, null, mention));
  }
  return edits;
}
function acceptCandidates(desk, candidates, label2) {
  return candidates.map(({ start, end, suggestion }) => {
    const mention = newMention(desk, [[start, end]], label2);
    const { source = "", score = null } = suggestion ?? {};
    mention.provenance = { how: "suggestion", source, score };
    return change(desk, null, mention);
  });
}
function reshape(desk, record, fragments) {
  const text = surface(desk.article, fragments);
  if (record.kind === "event")
    return [change(desk, record, { ...record, trigger: fragments, text })];
  if (record.kind === "time")
    return [change(desk, record, { ...record, extent: fragments, text })];
  const after = { ...record, extent: fragments, text };
  if (record.head)
    after.head = clampHead(record.head, fragments);
  if (!after.head && record.head)
    after.head = defaultHead(desk.article, fragments[0], record.level ?? "");
  return [change(desk, record, after)];
}
function clampHead(head2, fragments) {
  for (const [start, end] of fragments)
    if (head2[0] < end && start < head2[1])
      return [Math.max(head2[0], start), Math.min(head2[1], end)];
  return null;
}
function moveBoundary(desk, record, side, step2) {
  const { article } = desk;
  const fragments = fragmentsOf(record).map(([start, end]) => [start, end]);
  const moved = side === "start" ? fragments[0] : fragments[fragments.length - 1];
  const edge = side === "start" ? article.tokenAt(moved[0]) : article.tokenAt(moved[1] - 1);
  const token = article.tokens[edge + step2];
  if (!token)
    return [];
  if (side === "start")
    moved[0] = token[0];
  else
    moved[1] = token[1];
  const isOrdered = fragments.every(([start, end], index) => start < end && (index === 0 || fragments[index - 1][1] <= start));
  return isOrdered ? reshape(desk, record, fragments) : [];
}
function removeRecord(desk, record) {
  const edits = repoint(desk, record.id, "");
  for (const comment of desk.records.commentsOn(record.id))
    edits.push(change(desk, comment, null));
  for (const relation of desk.records.all("relation"))
    if (relation.source === record.id || relation.target === record.id)
      edits.push(change(desk, relation, null));
  return [...edits, change(desk, record, null)];
}
function repoint(desk, from, to) {
  const edits = desk.records.eventsUsing(from).filter((e) => e.id !== from).map((event) => {
    const kept = (event.arguments ?? []).map((a) => a.ref === from ? { ...a, ref: to } : a);
    const after = { ...event, arguments: kept.filter((a) => a.ref) };
    if (event.attribution === from)
      after.attribution = to;
    return change(desk, event, after);
  });
  for (const time of desk.records.all("time"))
    if (time.anchor === from && time.id !== from)
      edits.push(change(desk, time, { ...time, anchor: to }));
  return edits;
}
function attributeOf(record, attribute) {
  const fields = record;
  if (FLAG_FIELDS.has(attribute.code))
    return String(fields[attribute.code] ?? attribute.code === "specific");
  if (OWN_FIELDS.has(attribute.code))
    return String(fields[attribute.code] ?? "");
  return "attributes" in record ? record.attributes?.[attribute.code] ?? "" : "";
}
function setAttribute(desk, record, code, value) {
  const after = { ...record };
  if (FLAG_FIELDS.has(code))
    after[code] = value === "true";
  else if (OWN_FIELDS.has(code))
    after[code] = value;
  else
    after.attributes = {
      ...record.attributes,
      [code]: value
    };
  if (JSON.stringify(after) === JSON.stringify(record))
    return [];
  return [change(desk, record, after)];
}
function setFields(desk, record, fields) {
  const after = { ...record, ...fields };
  return JSON.stringify(after) === JSON.stringify(record) ? [] : [change(desk, record, after)];
}
function setHead(desk, mention, head2) {
  const inside = mention.extent.some(([start, end]) => start <= head2[0] && head2[1] <= end);
  return inside ? setFields(desk, mention, { head: head2 }) : [];
}
function nextHead(desk, mention) {
  const [start, end] = mention.extent[mention.extent.length - 1];
  const current = mention.head ?? [start, end];
  const index = desk.article.tokenAt(current[0]) + 1;
  const token = desk.article.tokens[index];
  return token && token[0] < end ? [token[0], end] : [start, end];
}
function setState(desk, state) {
  if (desk.records.state === state)
    return [];
  const before = { kind: "state", id: STATE_ID, state: desk.records.state };
  return [change(desk, before, { ...before, state })];
}
function remark(desk, target, content) {
  const old = desk.records.commentsOn(target)[0];
  const text = content.text ?? old?.text ?? "";
  const flag2 = content.flag ?? old?.flag ?? false;
  if (!text && !flag2)
    return old ? [change(desk, old, null)] : [];
  const id = old?.id ?? desk.newId("c");
  return [change(desk, old, { kind: "comment", id, target, text, flag: flag2 })];
}
function holderOf(desk, [start, end]) {
  return desk.records.touching(start, end).filter((r) => startOf(r) <= start && end <= endOf(r)).sort((a, b) => endOf(a) - startOf(a) - (endOf(b) - startOf(b)))[0];
}

// src/annotator/adoption.js
var PREFIXES = { mention: "m", time: "t", event: "v" };
var Adoption = class {
  constructor(desk, suggested) {
    this.desk = desk;
    this.source = suggested.source;
    this.theirs = new Map([...suggested.records, ...suggested.corpus].map((r) => [r.id, r]));
    this.taken = /* @__PURE__ */ new Map();
    this.edits = [];
  }
  take(record) {
    const known = this.taken.get(record.id) ?? this.twinOf(record)?.id;
    if (known) {
      this.taken.set(record.id, known);
      return known;
    }
    const id = this.desk.newId(PREFIXES[record.kind]);
    this.taken.set(record.id, id);
    const provenance = { how: "suggestion", source: this.source };
    const after = { ...record, id, provenance };
    this.rename(after);
    this.edits.push(change(this.desk, null, after));
    return id;
  }
  rename(after) {
    if (after.kind === "mention") {
      if (after.entity)
        after.entity = this.takeCorpusWide(after.entity);
      if (after.metonym)
        after.metonym = this.takeCorpusWide(after.metonym);
    }
    if (after.kind === "time" && after.anchor)
      after.anchor = this.find(after.anchor);
    if (after.kind !== "event")
      return;
    if (after.hopper)
      after.hopper = this.takeCorpusWide(after.hopper);
    if (after.attribution)
      after.attribution = this.reach(after.attribution);
    after.arguments = (after.arguments ?? []).map(({ role, ref }) => ({ role, ref: this.reach(ref) })).filter(({ ref }) => ref);
  }
  reach(ref) {
    const record = this.theirs.get(ref);
    if (!isSpanned(record))
      return "";
    return record.kind === "event" ? this.find(ref) : this.take(record);
  }
  find(ref) {
    const record = this.theirs.get(ref);
    return this.taken.get(ref) ?? (isSpanned(record) ? this.twinOf(record)?.id ?? "" : "");
  }
  twinOf(record) {
    const wanted = JSON.stringify(fragmentsOf(record));
    return this.desk.records.touching(...fragmentsOf(record)[0]).find((own) => own.kind === record.kind && own.type === record.type && JSON.stringify(fragmentsOf(own)) === wanted);
  }
  takeCorpusWide(id) {
    const record = this.theirs.get(id);
    if (this.taken.has(id) || this.desk.records.get(id))
      return id;
    if (record?.kind !== "entity" && record?.kind !== "hopper")
      return "";
    this.taken.set(id, id);
    if (record.kind === "entity")
      for (const member of record.members ?? [])
        this.takeCorpusWide(member);
    else
      for (const { ref } of record.arguments ?? [])
        this.takeCorpusWide(ref);
    this.edits.push(change(this.desk, null, record));
    return id;
  }
};

// src/annotator/event_edits.js
var EVENT_FILLER = "EVENT";
function makeEvent(desk, trigger, type) {
  const wanted = JSON.stringify(trigger);
  const twin = desk.records.touching(...trigger[0]).find((r) => r.kind === "event" && JSON.stringify(r.trigger) === wanted);
  if (twin?.kind === "event")
    return { id: twin.id, edits: retype(desk, twin, type) };
  const id = desk.newId("v");
  const fragments = trigger.map(([start, end]) => [start, end]);
  const event = {
    kind: "event",
    id,
    type: type.code,
    trigger: fragments,
    text: surface(desk.article, fragments)
  };
  const fields = event;
  for (const attribute of desk.schema.attributes)
    if (attribute.on === "event" && attribute.is_required && attribute.values.length > 0) {
      if (["realis", "polarity", "tense", "modality"].includes(attribute.code))
        fields[attribute.code] = attribute.values[0];
      else
        event.attributes = { ...event.attributes, [attribute.code]: attribute.values[0] };
    }
  return { id, edits: [change(desk, null, event)] };
}
function retype(desk, event, type) {
  const codes = new Set(type.roles.map((role) => role.code));
  return setFields(desk, event, {
    type: type.code,
    arguments: (event.arguments ?? []).filter((argument) => codes.has(argument.role))
  });
}
function mayFill(role, record) {
  if (!record)
    return false;
  if (role.fillers.length === 0)
    return record.kind !== "entity";
  if (record.kind === "event")
    return role.fillers.includes(EVENT_FILLER);
  if (record.kind === "time")
    return role.fillers.includes(TIME_CODE);
  return record.kind === "mention" && role.fillers.includes(record.type);
}
var KINDS_OF_ONE_MEANING = 5;
function takesAnything({ fillers }) {
  return fillers.includes(EVENT_FILLER) && fillers.length > KINDS_OF_ONE_MEANING;
}
function nextRole(event, type) {
  const filled = new Set((event.arguments ?? []).map((argument) => argument.role));
  const open = type.roles.filter((role) => !filled.has(role.code));
  return open.find((role) => !takesAnything(role)) ?? open[0];
}
function addArgument(desk, event, role, ref) {
  const old = event.arguments ?? [];
  if (ref === event.id || old.some((a) => a.role === role && a.ref === ref))
    return [];
  return setFields(desk, event, { arguments: [...old, { role, ref }] });
}
function typeIn({ fillers }, suggestion) {
  return suggestion && fillers.includes(suggestion.type) ? suggestion.type : fillers[0];
}
function addArgumentAt(desk, event, role, span, suggestion) {
  const wanted = typeIn(role, suggestion) ?? suggestion?.type;
  const label2 = desk.schema.labels.find((l) => l.code === wanted);
  if (!label2)
    return [];
  const mention = newMention(desk, [span], label2);
  return [change(desk, null, mention), ...addArgument(desk, event, role.code, mention.id)];
}
function dropArgument(desk, event, index) {
  return setFields(desk, event, {
    arguments: (event.arguments ?? []).filter((_, place) => place !== index)
  });
}
function readableId(name, isTaken) {
  const plain2 = name.replace(/[đĐ]/gu, "d").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/gu, "-").replace(/^-+|-+$/gu, "").slice(0, 48);
  const base = plain2 || "entity";
  let id = base;
  for (let count = 2; isTaken(id); count += 1)
    id = `${base}-${count}`;
  return id;
}
function makeEntity(desk, mention, name) {
  const called = name || desk.article.slice(...mention.head ?? mention.extent[0]);
  const id = readableId(called, (wanted) => desk.records.get(wanted) !== void 0);
  const entity = { kind: "entity", id, type: mention.type, name: called };
  return {
    entity,
    edits: [change(desk, null, entity), change(desk, mention, { ...mention, entity: id })]
  };
}
function sameEntity(desk, mention, other) {
  if (mention.id === other.id)
    return mention.entity ? [] : makeEntity(desk, mention).edits;
  if (other.entity)
    return setFields(desk, mention, { entity: other.entity });
  if (mention.entity)
    return setFields(desk, other, { entity: mention.entity });
  const named2 = other.level === "NAM" || mention.level !== "NAM" ? other : mention;
  const { entity, edits } = makeEntity(desk, named2);
  const rest = named2 === other ? mention : other;
  return [...edits, ...setFields(desk, rest, { entity: entity.id })];
}
function makeOccurrence(desk, event) {
  const tail = event.type.split(".").pop() ?? "";
  const id = readableId(`${event.text} ${tail}`, (wanted) => desk.records.get(wanted) !== void 0);
  return {
    id,
    edits: [
      change(desk, null, { kind: "hopper", id, type: event.type, name: event.text }),
      ...setFields(desk, event, { hopper: id })
    ]
  };
}
function sameOccurrence(desk, event, other) {
  if (event.id === other.id)
    return event.hopper ? [] : makeOccurrence(desk, event).edits;
  if (other.hopper)
    return setFields(desk, event, { hopper: other.hopper });
  if (event.hopper)
    return setFields(desk, other, { hopper: event.hopper });
  const { id, edits } = makeOccurrence(desk, other);
  return [...edits, ...setFields(desk, event, { hopper: id })];
}

// src/annotator/role_guess.js
var CUE = 4;
var NO_CUE = -1.5;
var IN_A_ROW = 5;
var FILLED_ALREADY = -2;
var TAKES_ANYTHING = -3;
var IN_PLACE = 1;
var PASSIVE_ACTOR = -3;
var PASSIVE_OTHER = 2;
var INSIDE_ANOTHER = -6;
var PER_KIND = -0.1;
var PER_STEP = -0.2;
var NEIGHBOURS = 150;
var REACH = 40;
var ROW = /^\s*(?:,|,?\s*(?:và|cùng với|cùng|hay|hoặc|lẫn)|[-–—])\s*$/u;
var SMALL_WORDS = /(?:^|\s)(?:các|những|một|cuộc|vụ|việc|sự|phía|tờ|đài)$/u;
var PASSIVE = /(?:^|\s)(?:bị|được)\s/u;
function likelyRole(desk, event, type, filler) {
  return best(type.roles.filter((role) => mayFill(role, filler)), (role) => points(desk, event, type, role, filler));
}
function likelyArgument(desk, event, type, passed = /* @__PURE__ */ new Set()) {
  const guesses = recordsNear(desk, event).filter((r) => isInSentence(desk, event, r) && !passed.has(r.id)).flatMap((filler) => {
    const role = likelyRole(desk, event, type, filler);
    return role ? [{ role, filler }] : [];
  });
  return best(guesses, ({ role, filler }) => weight(desk, event, type, role, filler));
}
function fillersFor(desk, event, type, role) {
  const fitting = recordsNear(desk, event).filter((r) => mayFill(role, r));
  const near = fitting.filter((r) => isInSentence(desk, event, r));
  const rank = new Map(near.map((r) => {
    const isMeant2 = likelyRole(desk, event, type, r) === role;
    return [r, { isMeant: isMeant2, weight: weight(desk, event, type, role, r) }];
  }));
  const farRank = { isMeant: false, weight: Number.NEGATIVE_INFINITY };
  return fitting.sort((a, b) => {
    const [one, other] = [rank.get(a) ?? farRank, rank.get(b) ?? farRank];
    const byMeaning = +other.isMeant - +one.isMeant;
    return byMeaning || other.weight - one.weight || awayFrom(event, a) - awayFrom(event, b);
  });
}
function recordsNear({ records }, event) {
  const taken = new Set((event.arguments ?? []).map((argument) => argument.ref));
  return records.around(startOf(event), NEIGHBOURS).filter((r) => r.id !== event.id && !taken.has(r.id));
}
function isInSentence({ article }, event, record) {
  const [from, to] = article.sentenceAt(startOf(event));
  const isInside = startOf(record) >= from && endOf(record) <= to;
  return isInside && (endOf(record) <= startOf(event) || startOf(record) >= endOf(event));
}
function awayFrom(event, record) {
  return Math.max(startOf(event) - endOf(record), startOf(record) - endOf(event), 0);
}
function weight(desk, event, type, role, record) {
  const isPart = (event.arguments ?? []).some(({ ref }) => {
    const other = desk.records.get(ref);
    const isAround = (o) => startOf(o) <= startOf(record) && endOf(record) <= endOf(o);
    return isSpanned(other) && isAround(other);
  });
  const sum = points(desk, event, type, role, record) + awayFrom(event, record) * PER_STEP;
  return isPart ? sum + INSIDE_ANOTHER : sum;
}
function points({ article, records }, event, type, role, filler) {
  const isBehind = startOf(filler) >= endOf(event);
  const isActor = type.roles[0] === role;
  const isObject = type.roles[0].fillers.every((kind) => role.fillers.includes(kind));
  const isTime = filler.kind === "time";
  const lead = leadOf(article, filler);
  const hasCue = role.cues.some((cue) => lead === cue || lead.endsWith(` ${cue}`));
  const mates = (event.arguments ?? []).filter((argument) => argument.role === role.code).map(({ ref }) => records.get(ref)).filter(isSpanned);
  let sum = role.fillers.length * PER_KIND;
  if (hasCue)
    sum += CUE;
  else if (role.cues.length > 0 && !isTime && !isObject)
    sum += NO_CUE;
  if (isActor)
    sum += isBehind ? -IN_PLACE : IN_PLACE;
  else if (!isBehind && !isTime)
    sum -= IN_PLACE;
  if (!isBehind && PASSIVE.test(article.slice(endOf(filler), startOf(event))))
    sum += isActor ? PASSIVE_ACTOR : PASSIVE_OTHER;
  if (mates.some((mate) => stand(article, mate, filler)))
    sum += IN_A_ROW;
  else if (mates.length > 0)
    sum += FILLED_ALREADY;
  if (takesAnything(role))
    sum += TAKES_ANYTHING;
  return sum;
}
function leadOf(article, record) {
  const start = startOf(record);
  let lead = article.slice(Math.max(0, start - REACH), start).toLowerCase().trimEnd();
  while (SMALL_WORDS.test(lead))
    lead = lead.replace(SMALL_WORDS, "").trimEnd();
  return lead;
}
function stand(article, one, other) {
  const [first, second] = startOf(one) < startOf(other) ? [one, other] : [other, one];
  return ROW.test(article.slice(endOf(first), startOf(second)));
}
function best(items, count) {
  const sums = items.map(count);
  return items[sums.indexOf(Math.max(...sums))];
}

// src/annotator/walk.js
function step(controller, direction) {
  if (controller.picking)
    return stepPickable(controller, direction);
  const { armedRole: role, event } = controller;
  if (role && event) {
    const stops = fillerStops(controller, event, role);
    const at = stops.findIndex(([start, end]) => `${[start, end]}` === `${controller.selection}`);
    if (stops.length === 0)
      return controller.say("noCandidates");
    for (const { id } of controller.records.exactly(...stops[at] ?? [0, 0]))
      controller.passed.add(id);
    controller.isRaw = false;
    return controller.arrive(stops[(at + direction + stops.length) % stops.length]);
  }
  const next = nextOf(controller, controller.candidates, direction, (c) => controller.isOpen(c));
  if (!next)
    return controller.say("noCandidates");
  controller.clear();
  controller.arrive([next.start, next.end]);
}
function stepPickable(controller, direction) {
  const stops = controller.records.spanned().filter((r) => isPickable(controller, r));
  const here = controller.picked || controller.picking;
  let at = stops.findIndex((r) => r.id === here);
  do
    at = (at + direction + stops.length) % stops.length;
  while (stops.length > 1 && stops[at].id === controller.picking);
  const stop = stops[at];
  if (stop.id === controller.picking)
    return controller.say("nothingToPick");
  controller.picked = stop.id;
  controller.select([startOf(stop), endOf(stop)], controller.focusId);
  controller.say("record", stop.id);
}
function stepTrigger(controller, direction) {
  const isTrigger = (c) => controller.suggestionAt(c)?.kind === "event" && !controller.rejected.has(`${c.start}-${c.end}`) && !controller.records.touching(c.start, c.end).some((r) => r.kind === "event");
  const lists = [controller.guesses.triggers, controller.candidates];
  const [start] = controller.selection ?? [direction > 0 ? -1 : controller.article.points.length];
  const away = (c) => {
    const ahead = direction * (c.start - start);
    return ahead > 0 ? ahead : ahead + controller.article.points.length;
  };
  const next = lists.flatMap((list) => nextOf(controller, list, direction, isTrigger) ?? []).sort((a, b) => away(a) - away(b) || b.end - a.end)[0];
  if (!next)
    return controller.say("noTriggers");
  controller.clear();
  controller.arrive([next.start, next.end]);
}
function nextOf(controller, candidates, direction, isWanted) {
  const [start, end] = controller.selection ?? [-1, 0];
  const isAhead = (c) => c.start > start || c.start === start && c.end < end;
  const behind = countBefore(candidates, (c) => !isAhead(c));
  let place = direction > 0 ? behind : behind - 1;
  for (let count = 0; count < candidates.length; count += 1, place += direction) {
    const c = candidates[(place + candidates.length) % candidates.length];
    const isHere = c.start === start && c.end === end;
    if (!isHere && isWanted(c))
      return c;
  }
  return null;
}
function candidatesNear(controller, event) {
  const [from, to] = controller.article.sentenceAt(startOf(event));
  return controller.candidates.filter((c) => c.start >= from && c.end <= to && controller.isOpen(c)).filter((c) => c.suggestion?.kind !== "event").filter((c) => c.end <= startOf(event) || c.start >= endOf(event)).map((c) => [c.start, c.end]);
}
function suggestedBetween(controller, from, to) {
  if (!controller.opened.suggested)
    return [];
  return controller.candidates.filter((c) => c.start < to && c.end > from && c.suggestion?.record && controller.isOpen(c)).map((c) => [c.start, c.end]);
}
function fillerStops(controller, event, role) {
  const type = controller.eventType;
  if (!type)
    return [];
  const [from, to] = controller.article.sentenceAt(startOf(event));
  const stops = fillersFor(controller.desk, event, type, role).map((r) => [startOf(r), endOf(r)]);
  const near = stops.filter(([start, end]) => start >= from && end <= to);
  const all = [...near, ...candidatesNear(controller, event), ...stops.slice(near.length)];
  return [...new Map(all.map((span) => [`${span}`, span])).values()];
}
function move(controller, direction) {
  if (controller.picking)
    return stepPickable(controller, direction);
  const { article, selection } = controller;
  const [start, end] = selection ?? [0, 0];
  const from = article.tokenAt(direction > 0 && selection ? end - 1 : start);
  const token = article.tokens[selection ? from + direction : from];
  if (!token)
    return;
  if (!controller.armed)
    controller.clear();
  controller.arrive([token[0], token[1]]);
}
function extend(controller, direction) {
  const { article, selection } = controller;
  if (!selection || controller.picking)
    return move(controller, direction);
  const last = article.tokenAt(selection[1] - 1);
  const to = article.tokens[last + direction];
  if (!to || last + direction < article.tokenAt(selection[0]))
    return;
  if (!controller.armed)
    controller.leaveRecord();
  controller.select([selection[0], to[1]], controller.armed ? controller.focusId : "", true);
  controller.say("span", article.slice(selection[0], to[1]), "");
}

// src/annotator/event_acts.js
function makeEvent2(controller, code) {
  const type = controller.schema.events.find((t) => t.code === code);
  if (!type || !controller.selection)
    return controller.say("nothing");
  const trigger = controller.event ? controller.event.trigger : [controller.selection];
  const { edits: gesture, id } = makeEvent(controller.desk, trigger, type);
  if (!controller.commit(gesture, "labelled", code))
    return;
  controller.clear();
  controller.focusId = id;
  armNext(controller);
}
function armNext(controller) {
  const { event, eventType } = controller;
  controller.isAutoArmed = true;
  controller.armed = "";
  if (!event || !eventType)
    return controller.select(controller.selection, controller.focusId);
  const guess = likelyArgument(controller.desk, event, eventType, controller.passed);
  controller.armed = (guess?.role ?? nextRole(event, eventType))?.code ?? "";
  const shown = guess?.filler ?? event;
  controller.select([startOf(shown), endOf(shown)], event.id);
}
function arm(controller, code) {
  const event = controller.event;
  const isAgain = controller.armed === code && !controller.isAutoArmed;
  if (!event)
    return;
  controller.armed = code;
  controller.isAutoArmed = false;
  const stops = controller.armedRole ? fillerStops(controller, event, controller.armedRole) : [];
  if (isAgain)
    return controller.step(1);
  if (stops[0])
    controller.select(stops[0], event.id);
  else
    controller.onChange(controller);
  controller.say("pickRole", code, stops[0] ? controller.article.slice(...stops[0]) : "");
}
function fillAt(controller, position, covering) {
  const { event, armedRole: role } = controller;
  if (!event || !role)
    return controller.cancel();
  const others = covering.filter((r) => r.id !== event.id);
  if (controller.isAutoArmed)
    return fillUnasked(controller, position, covering);
  const fitting = others.find((r) => mayFill(role, r));
  if (fitting)
    return fill(controller, fitting);
  const [from, to] = controller.article.sentenceAt(startOf(event));
  const isNear = from <= position && position < to;
  const isTrigger = others.length < covering.length;
  const guess = isNear && !isTrigger && controller.candidateAround(position, role.fillers);
  if (guess)
    return fillSpan(controller, guess);
  if (others.length > 0)
    return controller.say("notFitting", role.code, others[0].type);
  const token = controller.article.snap(position, position + 1);
  if (isNear && !isTrigger)
    return fillSpan(controller, token);
  controller.pointOnce(token, covering);
}
function clickMeans(controller, position) {
  const { desk, event, eventType: type, isAutoArmed, armed, records } = controller;
  if (!event || !type || !isAutoArmed || !armed)
    return null;
  const filled = (event.arguments ?? []).map((argument) => argument.ref);
  const others = records.covering(position).filter((r) => r.id !== event.id);
  for (const filler of others.filter((r) => !filled.includes(r.id))) {
    const role2 = likelyRole(desk, event, type, filler);
    if (role2)
      return { role: role2.code, filler, type: "" };
  }
  if (others.length > 0)
    return null;
  const span = candidatesNear(controller, event).filter(([start, end]) => start <= position && position < end).sort((a, b) => b[1] - b[0] - (a[1] - a[0]))[0];
  const code = span && roleForWords(controller, span);
  const role = type.roles.find((r) => r.code === code);
  if (!role)
    return null;
  const made2 = typeIn(role, suggestionFor(controller, span));
  return { role: role.code, filler: span, type: made2 };
}
function fillUnasked(controller, position, covering) {
  const meant = clickMeans(controller, position);
  if (!meant)
    return controller.pointOnce(controller.article.snap(position, position + 1), covering);
  const { armed, event } = controller;
  controller.armed = meant.role;
  if (Array.isArray(meant.filler))
    fillSpan(controller, meant.filler);
  else
    fill(controller, meant.filler);
  if (controller.event === event)
    controller.armed = armed;
}
function roleForWords(controller, span) {
  const { desk, event, eventType, armedRole, schema } = controller;
  if (!event || !eventType || !armedRole)
    return "";
  const guess = suggestionFor(controller, span);
  if (guess?.kind === "event")
    return "";
  if (guess) {
    const { kind, type } = guess;
    const record = { kind, type, id: "", text: "", extent: [span] };
    return likelyRole(desk, event, eventType, record)?.code ?? "";
  }
  const label2 = schema.labels.find((l) => l.code === armedRole.fillers[0]);
  return label2 && !label2.is_value ? armedRole.code : "";
}
function suggestionFor(controller, [start, end]) {
  const candidate = controller.candidates.find((c) => c.start === start && c.end === end && c.suggestion?.kind !== "event");
  const words = controller.article.slice(start, end);
  return candidate?.suggestion ?? controller.memory.known.get(words) ?? null;
}
function isMeant(controller, [start, end]) {
  if (!controller.isAutoArmed)
    return true;
  const role = controller.armedRole;
  return controller.records.exactly(start, end).some((r) => role && mayFill(role, r));
}
function fill(controller, filler) {
  if (!controller.event)
    return;
  const gesture = addArgument(controller.desk, controller.event, controller.armed, filler.id);
  if (controller.commit(gesture, "filled", controller.armed, filler.text))
    armNext(controller);
}
function fillSpan(controller, span) {
  const event = controller.event;
  const role = controller.armedRole;
  if (!event || !role)
    return;
  const here = controller.records.exactly(...span).filter((r) => r.id !== event.id);
  const twin = here.find((r) => mayFill(role, r));
  if (twin)
    return fill(controller, twin);
  if (here.length > 0)
    return controller.say("notFitting", role.code, here[0].type);
  const words = controller.article.slice(...span);
  const guess = suggestionFor(controller, span);
  const gesture = addArgumentAt(controller.desk, event, role, span, guess);
  if (gesture.length === 0)
    return controller.say("notFitting", role.code);
  if (controller.commit(gesture, "filled", role.code, words))
    armNext(controller);
}
function pick(controller) {
  const record = controller.focused;
  if (!record || record.kind === "time")
    return;
  controller.armed = "";
  controller.picked = "";
  controller.set({ picking: record.id });
  controller.say(pickingText(controller));
}
function pickingText(controller) {
  const kind = controller.records.get(controller.picking)?.kind;
  return kind === "event" ? "pickSameEvent" : "pickSame";
}
function isPickable(controller, record) {
  return record.kind === controller.records.get(controller.picking)?.kind;
}
function pickSame(controller, other) {
  const record = controller.records.get(controller.picking);
  if (!other || !record)
    return;
  let gesture = [];
  if (record.kind === "mention" && other.kind === "mention")
    gesture = sameEntity(controller.desk, record, other);
  else if (record.kind === "event" && other.kind === "event")
    gesture = sameOccurrence(controller.desk, record, other);
  controller.picking = "";
  controller.picked = "";
  controller.focus(record.id);
  controller.commit(gesture, "linked", "text" in other ? other.text ?? "" : "");
}

// src/annotator/acts.js
function label(controller, code, all = false, from = void 0) {
  const label2 = controller.schema.labels.find((l) => l.code === code);
  if (!label2 || !controller.selection)
    return controller.say("nothing");
  const record = controller.focused?.kind === "event" ? null : controller.focused;
  const gesture = all ? labelOccurrences(controller.desk, controller.selection, label2) : labelSpan(controller.desk, record ? fragmentsOf(record) : [controller.selection], label2, record);
  const made2 = gesture.find((e) => isSpanned(e.after))?.after;
  if (from && isSpanned(made2))
    made2.provenance = { how: "suggestion", source: from.source, score: from.score ?? null };
  const count = gesture.filter((e) => isSpanned(e.after) && !e.before).length;
  const spoken = all ? "places" : count > 0 ? "labelled" : "retyped";
  if (!controller.commit(gesture, spoken, code, all ? String(count) : "") || !made2)
    return;
  controller.clear();
  controller.select(controller.selection, made2.id);
  if (all)
    controller.list(controller.article.slice(...controller.selection));
}
function accept(controller) {
  if (controller.removing)
    return remove(controller);
  if (!controller.selection)
    return controller.step(1);
  if (controller.picking)
    return controller.picked ? pickSame(controller, controller.records.get(controller.picked)) : controller.step(1);
  if (controller.armed) {
    const event = controller.event;
    const isTrigger = event && startOf(event) === controller.selection[0];
    return isTrigger ? controller.step(1) : fillSpan(controller, controller.selection);
  }
  const suggestion = controller.candidate?.suggestion;
  if (!suggestion || controller.focusId)
    return controller.set({ wish: "panel" });
  if (suggestion.record)
    return adopt(controller, [suggestion.record]);
  if (suggestion.kind === "event")
    makeEvent2(controller, suggestion.type);
  else
    label(controller, suggestion.type, false, suggestion);
}
function adopt(controller, records) {
  const { suggested } = controller.opened;
  if (!suggested)
    return;
  const adoption = new Adoption(controller.desk, suggested);
  const ids = records.map((record) => adoption.take(record));
  const [first] = records;
  if (records.length > 1)
    return controller.commit(adoption.edits, "places", first.type, String(records.length));
  if (!controller.commit(adoption.edits, "labelled", first.type, first.text))
    return;
  controller.clear();
  controller.follow(ids[0], true);
}
function boundary(controller, side, step2) {
  const record = controller.focused;
  if (!record)
    return nudge(controller, side, step2);
  const gesture = moveBoundary(controller.desk, record, side, step2);
  if (controller.commit(gesture))
    controller.follow(record.id);
}
function nudge(controller, side, step2) {
  if (!controller.selection)
    return;
  const [start, end] = controller.selection;
  const edge = controller.article.tokenAt(side === "start" ? start : end - 1);
  const token = controller.article.tokens[edge + step2];
  if (!token)
    return;
  const span = side === "start" ? [token[0], end] : [start, token[1]];
  if (span[0] < span[1])
    controller.select(span, "", true);
}
function stepLevel(controller) {
  const record = controller.focused;
  if (record?.kind !== "mention")
    return;
  const levels = controller.schema.levels.filter((level2) => level2 !== "VAL");
  const level = levels[(levels.indexOf(record.level ?? "") + 1) % levels.length];
  controller.commit(setFields(controller.desk, record, { level }), "level", level);
}
function head(controller) {
  const record = controller.focused;
  if (record?.kind === "mention") {
    const head2 = nextHead(controller.desk, record);
    return void controller.commit(setHead(controller.desk, record, head2), "head", controller.article.slice(...head2));
  }
  const last = controller.records.get(controller.lastId);
  const [start, end] = controller.selection ?? [0, 0];
  const isInside = last?.kind === "mention" && startOf(last) <= start && end <= endOf(last);
  const holder = isInside ? last : controller.selection && holderOf(controller.desk, controller.selection);
  if (!controller.selection || holder?.kind !== "mention")
    return;
  const gesture = setHead(controller.desk, holder, controller.selection);
  if (controller.commit(gesture, "head", controller.article.slice(...controller.selection)))
    controller.follow(holder.id, true);
}
function stepAttribute(controller, code) {
  const record = controller.focused;
  const attribute = controller.schema.attributes.find((a) => a.code === code);
  if (!record || !attribute)
    return;
  const now = attribute.values.indexOf(attributeOf(record, attribute));
  const value = attribute.values[(now + 1) % attribute.values.length];
  controller.commit(setAttribute(controller.desk, record, code, value), "attribute", code, value);
}
function addFragment(controller) {
  const record = controller.records.get(controller.lastId);
  if (!controller.selection || !isSpanned(record))
    return;
  const fragments = [...fragmentsOf(record), controller.selection].sort((a, b) => a[0] - b[0]);
  const clash = fragments.some(([start], index) => index > 0 && start < fragments[index - 1][1]);
  if (!clash && controller.commit(reshape(controller.desk, record, fragments)))
    controller.follow(record.id);
}
function remove(controller) {
  const record = controller.focused;
  if (!record)
    return;
  const users = controller.records.eventsUsing(record.id);
  if (users.length > 0 && controller.removing !== record.id) {
    controller.set({ removing: record.id });
    return controller.say("confirmRemove", users.map((e) => `${e.type} “${e.text}”`).join(", "));
  }
  controller.removing = "";
  if (!controller.commit(removeRecord(controller.desk, record), "removed", record.text))
    return;
  controller.select(controller.selection, "", true);
}
function removeFor(controller, to) {
  const record = controller.focused;
  if (!record || record.id === to)
    return;
  controller.removing = "";
  const moved = repoint(controller.desk, record.id, to);
  const rest = removeRecord(controller.desk, record).filter((e) => !moved.some((m) => m.id === e.id));
  if (controller.commit([...moved, ...rest], "removed", record.text))
    controller.focus(to);
}
function flag(controller) {
  const target = controller.focusId;
  const isSet = controller.records.commentsOn(target).some((comment) => comment.flag);
  controller.commit(remark(controller.desk, target, { flag: !isSet }), "flag");
}
function insist(controller, refused) {
  const fresh = refused.map((e) => ({ ...e, before: controller.records.saved.get(e.id) ?? null }));
  controller.commit(fresh.filter((e) => JSON.stringify(e.before) !== JSON.stringify(e.after)));
}
function travel(controller, kind) {
  if (!controller.wire?.travel(kind, controller.opened.id))
    controller.say("readOnly");
}
function tellTravel(controller, message) {
  if (message.kind !== "ack" || !controller.wire?.lastTravel)
    return;
  const { kind, seq } = controller.wire.lastTravel;
  if (message.seq !== seq)
    return;
  const isEmpty = (message.changes ?? []).length === 0 && !message.opened;
  if (kind === "undo")
    controller.say(isEmpty ? "nothingToUndo" : "undone");
  else
    controller.say(isEmpty ? "nothingToRedo" : "redone");
}
function toggleDone(controller) {
  const state = controller.records.state === "done" ? "in_progress" : "done";
  controller.commit(setState(controller.desk, state), state === "done" ? "done" : "notDone");
}
function page(controller, direction) {
  const place = controller.documents.findIndex((d) => d.id === controller.opened.id);
  const next = controller.documents[place + direction];
  if (next)
    controller.wire?.page(next.id);
  else
    controller.say("noMore");
}
function acceptAll(controller) {
  const suggestion = controller.candidate?.suggestion;
  if (!suggestion || controller.focusId)
    return;
  const isTheirs = suggestion.record !== void 0;
  const open = controller.candidates.filter((c) => {
    const other = controller.suggestionAt(c);
    const isSame = other?.type === suggestion.type && other.record !== void 0 === isTheirs;
    return isSame && controller.isOpen(c);
  });
  if (isTheirs)
    return adopt(controller, open.flatMap((c) => c.suggestion?.record ?? []));
  const label2 = controller.schema.labels.find((l) => l.code === suggestion.type);
  if (!label2)
    return;
  const gesture = acceptCandidates(controller.desk, open, label2);
  controller.commit(gesture, "places", label2.code, String(gesture.length));
}
function reject(controller) {
  if (controller.focusId || !controller.selection)
    return;
  controller.rejected.add(controller.selection.join("-"));
  controller.say("rejected", controller.article.slice(...controller.selection));
  controller.step(1);
}

// src/annotator/strings.js
var TEXTS = {
  saved: ["đã lưu", "saved"],
  saving: ["đang lưu", "saving"],
  connecting: ["đang kết nối", "connecting"],
  late: ["chưa lưu", "not saved"],
  gone: ["mất kết nối", "disconnected"],
  lateLong: [
    "Chưa lưu được: kernel không xác nhận sau 3 giây. Các sửa đổi được giữ trong trình duyệt và sẽ được gửi lại.",
    "Not saved yet: the kernel has not confirmed for 3 seconds. Edits are kept in the browser and sent again."
  ],
  troubleLong: [
    "Đĩa từ chối ghi. Sửa đổi được giữ trong trình duyệt và sẽ được gửi lại.",
    "The disk refuses to write. Edits are kept in the browser and sent again."
  ],
  goneLong: [
    "Không liên lạc được với kernel (đã dừng, khởi động lại, hoặc đứt mạng). Nếu không tự nối lại, hãy chạy lại ô này; sửa đổi chưa lưu sẽ được gửi lại.",
    "The kernel does not answer (stopped, restarted, or the network is down). If it does not come back, run this cell again; unsaved edits are sent then."
  ],
  connectingLong: ["Đang chờ kernel…", "Waiting for the kernel…"],
  refused: ["Không lưu được", "Not saved"],
  tooLarge: ["thao tác quá lớn để gửi một lần", "the gesture is too large for one message"],
  readOnly: ["chưa thể sửa: đang chờ kernel", "not editable yet: waiting for the kernel"],
  previous: ["bài trước", "previous document"],
  next: ["bài sau", "next document"],
  done: ["hoàn thành", "done"],
  notDone: ["đang làm", "in progress"],
  isNew: ["mới", "new"],
  settled: ["đã chốt", "settled"],
  help: ["phím tắt", "keys"],
  close: ["đóng", "close"],
  undo: ["hoàn tác", "undo"],
  redo: ["làm lại", "redo"],
  text: ["Bài viết", "Article"],
  panel: ["Bảng chi tiết", "Details"],
  chosen: ["Đang chọn", "Selected"],
  events: ["Sự kiện", "Events"],
  entities: ["Thực thể", "Entities"],
  mentions: ["Nhắc đến", "Mentions"],
  documents: ["Bài", "Documents"],
  labels: ["Nhãn", "Labels"],
  roles: ["Vai", "Roles"],
  type: ["Loại", "Type"],
  level: ["Cấp", "Level"],
  head: ["Từ chính", "Head"],
  extent: ["Phạm vi", "Extent"],
  entity: ["Thực thể", "Entity"],
  newEntity: ["thực thể mới", "new entity"],
  name: ["Tên", "Name"],
  subtype: ["Phân loại", "Subtype"],
  aliases: ["Tên khác (cách bằng ;)", "Aliases (;)"],
  members: ["Thành viên", "Members"],
  link: ["Wikidata", "Wikidata"],
  linkNote: ["Lý do NIL", "Why NIL"],
  linkSearch: ["tìm trong knowledge.jsonl", "search knowledge.jsonl"],
  notListed: ["không có trong danh sách", "none of these"],
  calendar: ["chọn ngày trên lịch", "pick the day"],
  metonym: ["Hoán dụ của", "Metonym of"],
  trigger: ["Từ kích hoạt", "Trigger"],
  arguments: ["Tham tố", "Arguments"],
  attribution: ["Nguồn tin", "Attribution"],
  hopper: ["Sự việc", "Occurrence"],
  newHopper: ["sự việc mới", "new occurrence"],
  value: ["Giá trị theo chữ", "Value in the text"],
  resolved: ["Giá trị suy ra", "Resolved value"],
  inferred: ["do suy luận", "inferred"],
  anchor: ["Tính từ", "Anchor"],
  signal: ["Từ nối", "Signal"],
  comment: ["Ghi chú", "Comment"],
  flag: ["Cần xem lại", "Flag"],
  usedBy: ["Vai trong sự kiện", "Used by"],
  remove: ["xoá", "delete"],
  removeRole: ["bỏ vai", "drop role"],
  none: ["(không)", "(none)"],
  nothing: [
    "Bấm vào một từ, hoặc nhấn n để đến từ đề xuất.",
    "Click a word, or press n to jump to a candidate."
  ],
  filter: ["lọc", "filter"],
  search: ["tìm trong bài", "search the text"],
  more: ["còn nữa", "more"],
  empty: ["chưa có", "none yet"],
  pickRole: ["Chọn từ cho vai", "Choose the words for role"],
  pickSame: ["Cùng thực thể với…", "Same entity as…"],
  pickSameHow: ["bấm hoặc chọn một nhắc đến", "click or walk to a mention"],
  pickSameEvent: ["Cùng sự việc với…", "Same occurrence as…"],
  pickSameEventHow: ["bấm hoặc chọn một sự kiện", "click or walk to an event"],
  walk: ["chọn", "walk"],
  linkIt: ["nối", "link"],
  drop: ["bỏ", "cancel"],
  fillIt: ["điền", "fill"],
  leave: ["xong", "done"],
  opened: ["đã mở", "opened"],
  noMore: ["không còn bài nào", "no more documents"],
  nothingToPick: ["chưa có gì khác để nối", "nothing else to link to"],
  reopened: ["lại đang làm", "in progress again"],
  noHits: ["không tìm thấy", "not found"],
  hit: ["chỗ tìm thấy", "hit"],
  allArcs: ["cung của mọi sự kiện", "arcs of all events"],
  ownArcs: ["cung của sự kiện đang chọn", "arcs of the event in focus"],
  keysOfCommands: ["Lệnh", "Commands"],
  keysOfLabels: ["Phím nhãn", "Label keys"],
  keysOfEvents: ["Phím sự kiện", "Event keys"],
  keysOfRoles: ["Phím vai, khi một sự kiện đang chọn", "Role keys, with an event in focus"],
  keysOfAttributes: ["Phím thuộc tính, khi đang chọn", "Attribute keys, with one in focus"],
  onEvent: ["sự kiện", "event"],
  onMention: ["nhắc đến", "mention"],
  onTime: ["thời gian", "time"],
  everyPlace: ["cùng phím nhãn: mọi chỗ có cùng từ", "with a label key: every occurrence"],
  confirmRemove: ["Đang là tham tố của", "It is an argument of"],
  removeAll: ["xoá cùng các vai", "delete with its roles"],
  keep: ["giữ lại", "keep"],
  labelled: ["đã gán", "labelled"],
  places: ["chỗ", "places"],
  retyped: ["đổi loại", "type changed"],
  removed: ["đã xoá", "deleted"],
  undone: ["đã hoàn tác", "undone"],
  redone: ["đã làm lại", "redone"],
  linked: ["đã nối", "linked"],
  filled: ["đã điền vai", "role filled"],
  notFitting: ["không hợp vai này", "does not fit this role"],
  alreadyThere: ["đã có sẵn", "already there"],
  suggestion: ["đề xuất", "suggestion"],
  noTriggers: ["không còn từ kích hoạt nào được đề xuất", "no further likely trigger"],
  required: ["bắt buộc", "required"],
  guideline: ["Hướng dẫn", "Guideline"],
  missing: ["thiếu vai bắt buộc", "required role missing"],
  moveStartBack: ["mở rộng đầu", "start back"],
  moveStartOn: ["thu đầu", "start on"],
  moveEndBack: ["thu cuối", "end back"],
  moveEndOn: ["mở rộng cuối", "end on"],
  theme: ["sáng / tối", "light / dark"],
  conflict: ["Xung đột", "Conflict"],
  dismiss: ["đã hiểu", "dismiss"],
  accept: ["nhận", "accept"],
  progress: ["tiến độ", "progress"],
  relations: ["Quan hệ", "Relations"],
  hopperRelations: ["Quan hệ giữa các sự việc", "Between occurrences"],
  documentLabels: ["Nhãn của bài", "Document labels"],
  rejected: ["đã bỏ qua", "rejected"],
  moveRoles: ["chuyển vai sang", "move the roles to"],
  find: ["Tìm", "Find"],
  nothingToUndo: ["không còn gì để hoàn tác", "nothing to undo"],
  nothingToRedo: ["không còn gì để làm lại", "nothing to redo"],
  mine: ["của bạn", "yours"],
  theirs: ["trên đĩa", "on the disk"],
  keepMine: ["giữ của tôi", "keep mine"],
  deleted: ["(đã xoá)", "(deleted)"],
  headFromSelection: ["đặt từ phần chọn", "set from selection"]
};
var COMMANDS = {
  next: ["đến từ đề xuất kế tiếp", "next candidate"],
  previous: ["về từ đề xuất trước", "previous candidate"],
  nextTrigger: ["đến từ kích hoạt kế tiếp", "next likely trigger"],
  previousTrigger: ["về từ kích hoạt trước", "previous likely trigger"],
  accept: ["nhận đề xuất", "accept the suggestion"],
  acceptAll: ["nhận mọi đề xuất cùng nhãn", "accept all suggestions of this label"],
  reject: ["bỏ qua đề xuất", "reject the suggestion"],
  right: ["sang phải một âm tiết", "one syllable right"],
  left: ["sang trái một âm tiết", "one syllable left"],
  extendRight: ["nới phần chọn sang phải", "extend right"],
  extendLeft: ["nới phần chọn sang trái", "extend left"],
  endBack: ["cuối lùi một âm tiết", "end one syllable back"],
  endOn: ["cuối tiến một âm tiết", "end one syllable on"],
  startBack: ["đầu lùi một âm tiết", "start one syllable back"],
  startOn: ["đầu tiến một âm tiết", "start one syllable on"],
  level: ["đổi cấp NAM / NOM / PRO", "step the level"],
  head: ["từ chính: phần chọn, hoặc bước tiếp", "head: the selection, or step"],
  same: ["cùng thực thể / sự việc với…", "same entity / occurrence as…"],
  fragment: ["thêm đoạn rời", "add a fragment"],
  remove: ["xoá", "delete"],
  comment: ["ghi chú", "comment"],
  flag: ["đánh dấu cần xem lại", "flag"],
  edit: ["vào bảng chi tiết", "go to the details"],
  undo: ["hoàn tác", "undo"],
  redo: ["làm lại", "redo"],
  search: ["tìm", "search"],
  arcs: ["cung của mọi sự kiện / sự kiện đang chọn", "arcs of all events / the one in focus"],
  done: ["hoàn thành bài", "document done"],
  nextDocument: ["bài sau", "next document"],
  previousDocument: ["bài trước", "previous document"],
  cancel: ["bỏ, ra ngoài", "cancel, step out"],
  help: ["bảng phím tắt", "this list"]
};
function texts(key) {
  return TEXTS[key] ?? COMMANDS[key] ?? [key, key];
}
function say(key, language) {
  const [vi, en] = texts(key);
  return language === "en" || vi === en ? en : `${vi} · ${en}`;
}

// src/annotator/dom.js
var FOCUSABLE = /* @__PURE__ */ new Set(["button", "input", "select", "textarea", "summary"]);
function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  if (tag === "button")
    node.setAttribute("type", "button");
  if (FOCUSABLE.has(tag) || properties.tabindex !== void 0)
    node.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function")
      node.addEventListener(name.slice(2), value);
    else if (value === true)
      node.setAttribute(name, "");
    else if (value !== false && value !== void 0)
      node.setAttribute(name, String(value));
  }
  for (const child of children)
    if (child)
      node.append(child);
  return node;
}
function replaceChanged(host, nodes) {
  const old = [...host.childNodes];
  const most = Math.min(old.length, nodes.length);
  let head2 = 0;
  while (head2 < most && old[head2].isEqualNode(nodes[head2]))
    head2 += 1;
  let tail = 0;
  while (tail < most - head2 && old[old.length - 1 - tail].isEqualNode(nodes[nodes.length - 1 - tail]))
    tail += 1;
  const rest = old[old.length - tail] ?? null;
  for (const node of old.slice(head2, old.length - tail))
    host.removeChild(node);
  for (const node of nodes.slice(head2, nodes.length - tail))
    host.insertBefore(node, rest);
}
function bilingual(key, language) {
  const [vi, en] = texts(key);
  return pair(vi, en, language);
}
function pair(vi, en, language) {
  if (language === "en")
    return make("span", { lang: "en" }, en || vi);
  const beside = en && en !== vi ? make("span", { class: "gn-en", lang: "en" }, en) : null;
  return make("span", {}, make("span", { lang: "vi" }, vi), beside ? " " : null, beside);
}
function namesOf({ name, name_en }, language) {
  return language === "en" ? name_en || name : `${name} · ${name_en}`;
}
function keycap(key) {
  const shown = key.replace("Shift+/", "?").replace("Arrow", "").replace("Right", "→").replace("Left", "←").replace("Enter", "↵").replace("Escape", "Esc").replace("Delete", "Del").replace("Shift+", "⇧");
  return make("kbd", { class: "gn-key" }, shown);
}
function rebuild(host, build, about = "") {
  const root = host.getRootNode();
  const active = root.activeElement;
  const field = active && host.contains(active) ? active.getAttribute("data-field") : null;
  const isSame = (host.dataset.about ?? "") === about;
  const restoreTyping = isSame ? keepTyping(active) : () => void 0;
  host.dataset.about = about;
  host.replaceChildren(...build());
  if (!field)
    return;
  for (const node of host.querySelectorAll("[data-field]"))
    if (node.getAttribute("data-field") === field) {
      node.focus({ preventScroll: true });
      restoreTyping(node);
      return;
    }
  host.closest(".gn")?.querySelector(".gn-text")?.focus({ preventScroll: true });
}
function keepTyping(field) {
  const old = field;
  if (old?.tagName !== "INPUT" || !/^(?:text|search)$/u.test(old.type))
    return () => void 0;
  const { value, defaultValue, selectionStart, selectionEnd } = old;
  return (heir) => {
    const fresh = heir;
    if (value !== defaultValue)
      fresh.value = value;
    fresh.setSelectionRange(selectionStart, selectionEnd);
  };
}

// src/annotator/marks.js
var GREY = "light-dark(#59636e, #9198a1)";
var Palette = class {
  constructor(schema) {
    this.colours = /* @__PURE__ */ new Map();
    for (const type of [...schema.labels, ...schema.events]) {
      const isSafe = [type.colour, type.colour_dark].every((c) => /^#[0-9a-f]{6}$/iu.test(c));
      this.colours.set(type.code, isSafe ? `light-dark(${type.colour}, ${type.colour_dark})` : GREY);
    }
  }
  colour(type) {
    return this.colours.get(type) ?? GREY;
  }
};
function chipOf(record) {
  if (record.kind === "time")
    return TIME_CODE;
  if (record.kind === "event")
    return record.type.slice(record.type.lastIndexOf(".") + 1);
  return record.type;
}
function marksOf(records, palette, event, from, to) {
  const roles = /* @__PURE__ */ new Map();
  for (const { ref, role } of event?.arguments ?? [])
    roles.set(ref, [roles.get(ref), role].filter(Boolean).join(", "));
  const flagged = new Set(records.all("comment").map((comment) => comment.target));
  const marks = [];
  for (const record of records.touching(from, to)) {
    const fragments = fragmentsOf(record);
    for (const [index, [start, end]] of fragments.entries()) {
      if (end <= from || start >= to)
        continue;
      marks.push({
        id: record.id,
        kind: record.kind,
        start,
        end,
        chip: chipOf(record),
        colour: palette.colour(record.type),
        role: roles.get(record.id) ?? "",
        opens: index === 0,
        closes: index === fragments.length - 1,
        flagged: flagged.has(record.id)
      });
    }
  }
  return marks;
}

// src/annotator/bars.js
function titleBar(controller, language) {
  const place = controller.documents.findIndex((d) => d.id === controller.opened.id);
  const { state } = controller.records;
  const { annotator } = controller.opened;
  const done = controller.documents.filter((d) => ["done", "settled"].includes(d.id === controller.opened.id ? state : d.state)).length;
  const pager = (command, sign, label2) => make("button", {
    class: "gn-icon",
    "data-field": command,
    "aria-label": say(label2, language),
    title: say(label2, language),
    onclick: () => controller.run(command)
  }, sign);
  const act = (command, sign) => pager(command, sign, command);
  return [
    pager("previousDocument", "‹", "previous"),
    make("span", { class: "gn-count", title: say("progress", language) }, `${place + 1}/${controller.documents.length}`, make("span", { class: "gn-sofar" }, ` · ✓ ${done}`)),
    pager("nextDocument", "›", "next"),
    make("h3", { class: "gn-title", lang: "vi" }, controller.documents[place]?.title || controller.opened.title || controller.opened.id),
    make("span", { class: "gn-who", title: annotator }, annotator),
    make("button", {
      class: "gn-icon",
      "data-field": "arcs",
      "aria-label": say("allArcs", language),
      "aria-pressed": String(controller.showsAllArcs),
      title: say("arcs", language),
      onclick: () => controller.run("arcs")
    }, "⌒"),
    act("undo", "↶"),
    act("redo", "↷"),
    make("button", {
      class: "gn-button",
      "data-field": "done",
      "aria-pressed": String(state === "done"),
      onclick: () => controller.run("done")
    }, state === "done" ? "✓ " : "", make("span", { class: "gn-words" }, bilingual("done", language))),
    make("button", {
      class: "gn-icon",
      "data-field": "help",
      "aria-label": say("help", language),
      title: say("help", language),
      onclick: () => controller.run("help")
    }, "?")
  ];
}
function saveLamp(health, language) {
  return make("span", { class: "gn-lamp", "data-health": health }, bilingual(health, language));
}
function banner({ health, waiting, trouble }, language) {
  if (health !== "late" && health !== "gone" && health !== "connecting")
    return null;
  const key = trouble && health === "late" ? "troubleLong" : `${health}Long`;
  return make("p", { class: "gn-alert", "data-health": health }, bilingual(key, language), waiting.length > 0 ? ` (${waiting.length})` : "", trouble ? ` ${trouble}` : "");
}
function keyBar(controller, language) {
  const type = controller.eventType;
  if (controller.typed)
    return eventKeys(controller, language);
  if (controller.event && type)
    return roleKeys(controller, type, language);
  return labelKeys(controller, language);
}
function labelKeys(controller, language) {
  const palette = new Palette(controller.schema);
  const labels = controller.schema.labels.map((label2) => chipButton(controller, label2, palette.colour(label2.code), language, () => label(controller, label2.code)));
  const categories = [...new Set(controller.schema.events.map((type) => type.key[0]))];
  const starts = categories.map((key) => {
    const first = controller.schema.events.find((type) => type.key.startsWith(key));
    const name = first?.code.split(".")[0] ?? "";
    return make("button", {
      class: "gn-chipkey",
      "data-field": `start-${key}`,
      onclick: () => controller.set({ typed: key })
    }, keycap(key), make("span", {
      class: "gn-dot gn-square",
      style: `--gn-chip:${palette.colour(first?.code ?? "")}`
    }), name);
  });
  return [make("div", { class: "gn-keys" }, ...labels, ...starts)];
}
function eventKeys(controller, language) {
  const palette = new Palette(controller.schema);
  const types = controller.keymap.eventsStarting(controller.typed);
  return [
    make("div", { class: "gn-keys" }, ...types.map((type) => chipButton(controller, type, palette.colour(type.code), language, () => makeEvent2(controller, type.code))))
  ];
}
function chipButton(controller, type, colour, language, onPress) {
  const dot = make("span", { class: "gn-dot" });
  dot.style.setProperty("--gn-chip", colour);
  return make("button", {
    class: "gn-chipkey",
    "data-field": `label-${type.code}`,
    title: namesOf(type, language),
    onclick: onPress
  }, type.key ? keycap(type.key) : null, dot, make("span", {}, type.code), controller.typed ? make("small", {}, pair(type.name, type.name_en, language)) : null);
}
function roleKeys(controller, type, language) {
  const event = controller.event;
  if (!event)
    return [];
  const filled = new Map((event.arguments ?? []).map((a) => [a.role, controller.records.get(a.ref)]));
  const focusedFiller = controller.records.get(controller.focusId);
  const offered = type.roles.filter((role) => !controller.picking || mayFill(role, focusedFiller));
  return [
    make("div", { class: "gn-keys" }, make("b", { class: "gn-now" }, type.code, ` “${event.text}”`), ...offered.map((role) => make("button", {
      class: "gn-chipkey",
      "data-field": `role-${role.code}`,
      "aria-pressed": String(controller.armed === role.code),
      title: role.fillers.join(", "),
      onclick: () => arm(controller, role.code)
    }, keycap(role.key), filled.has(role.code) ? "✓ " : "", pair(role.name, role.code, language), role.is_required && !filled.has(role.code) ? make("span", { class: "gn-star" }, "*") : null))),
    make("div", { class: "gn-keys gn-quiet" }, ...controller.schema.attributes.filter((a) => a.on === "event" && a.key).map((a) => make("button", {
      class: "gn-chipkey",
      "data-field": `attribute-${a.code}`,
      onclick: () => stepAttribute(controller, a.code)
    }, keycap(a.key), pair(a.name, a.name_en, language), ": ", make("b", {}, valueIn(event, a.code) || "–"))), make("button", {
      class: "gn-button",
      "data-field": "leave",
      onclick: () => controller.cancel()
    }, bilingual("leave", language), " ", keycap("Escape")))
  ];
}
function valueIn(event, code) {
  const own = event[code];
  return String(own ?? event.attributes?.[code] ?? "");
}

// src/annotator/chips.js
var GAP = 2;
var FALLBACK_WIDTH = 0.65;
function layOut(boxes) {
  const places = [];
  for (const [index, { left, right, width }] of boxes.entries()) {
    const before = places[index - 1];
    const end = before ? boxes[index - 1].left + before.shift + before.room + GAP : left;
    const wanted = Math.max(0, end - left);
    const own = right - left - width;
    const free = (boxes[index + 1]?.left ?? Number.POSITIVE_INFINITY) - GAP - width - left;
    const limit = Math.max(own, Math.min(free, Math.floor((right - left) * 2 / 3)));
    const shift = Math.min(wanted, Math.max(0, limit));
    if (before && shift < wanted)
      before.room -= wanted - shift;
    places.push({ shift, room: width });
  }
  return places;
}
function keepInside(boxes, places, edge) {
  const last = boxes.length - 1;
  if (last < 0)
    return;
  const over = boxes[last].left + places[last].shift + places[last].room - edge;
  if (over <= 0)
    return;
  places[last].shift -= over;
  if (last === 0)
    return;
  const start = boxes[last].left + places[last].shift - GAP;
  const { left } = boxes[last - 1];
  places[last - 1].room = Math.min(places[last - 1].room, start - left - places[last - 1].shift);
}
var pencil;
function measure(words, font, size) {
  pencil ??= globalThis.OffscreenCanvas ? new OffscreenCanvas(1, 1).getContext("2d") : null;
  if (!pencil)
    return words.length * size * FALLBACK_WIDTH;
  pencil.font = font;
  return pencil.measureText(words).width * (1 + FALLBACK_WIDTH / 20) + size / 2;
}
function measureChips(lines) {
  const all = [];
  let font = "";
  let size = 0;
  for (const line of lines) {
    const rows = /* @__PURE__ */ new Map();
    for (const node of line.querySelectorAll("[data-chip]")) {
      const box2 = node.getClientRects()[0];
      if (!box2)
        continue;
      if (!font) {
        const style = getComputedStyle(node, "::before");
        size = Number.parseFloat(style.fontSize);
        font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      }
      const width = measure(node.dataset.chip ?? "", font, size);
      const row2 = Math.round(box2.top / 8);
      const chip = { left: box2.left, right: box2.right, width: Math.ceil(width) };
      rows.set(row2, [...rows.get(row2) ?? [], [node, chip]]);
    }
    const edge = line.getBoundingClientRect().right;
    for (const row2 of rows.values()) {
      const boxes = row2.map(([, box2]) => box2);
      const places = layOut(boxes);
      keepInside(boxes, places, edge);
      for (const [index, [node, { width }]] of row2.entries()) {
        places[index].isCut = places[index].room < width;
        all.push([node, places[index]]);
      }
    }
  }
  return all;
}
function placeChips(places) {
  for (const [{ style }, { shift, room, isCut }] of places) {
    if (shift === 0)
      style.removeProperty("--gn-shift");
    else
      style.setProperty("--gn-shift", `${shift}px`);
    if (isCut)
      style.setProperty("--gn-room", `${Math.max(room, 0)}px`);
    else
      style.removeProperty("--gn-room");
  }
}

// src/shared/codepoints.js
var Codepoints = class {
  constructor(text) {
    this.text = text;
    this.wide = [];
    for (const match of text.matchAll(/[\u{10000}-\u{10ffff}]/gu))
      this.wide.push(match.index - this.wide.length);
    this.length = text.length - this.wide.length;
  }
  toUnits(point) {
    return point + countBelow(this.wide, point);
  }
  toPoints(unit) {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = low + high >> 1;
      if (this.wide[middle] + middle < unit)
        low = middle + 1;
      else
        high = middle;
    }
    if (low > 0 && this.wide[low - 1] + low - 1 === unit - 1)
      throw new RangeError(`unit ${unit} lies inside the character at code point ${this.wide[low - 1]}`);
    return unit - low;
  }
  slice(start, end) {
    return this.text.slice(this.toUnits(start), this.toUnits(end));
  }
};
function countBelow(ascending, bound) {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (ascending[middle] < bound)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

// src/annotator/article.js
function unpackSpans(packed) {
  const spans = [];
  let position = 0;
  for (let index = 0; index + 1 < packed.length; index += 2) {
    const start = position + packed[index];
    position = start + packed[index + 1];
    spans.push([start, position]);
  }
  return spans;
}
function lastStartingBy(spans, position) {
  return countBefore(spans, ([start]) => start <= position) - 1;
}
var Article = class {
  constructor(opened) {
    this.id = opened.id;
    this.points = new Codepoints(opened.text);
    this.tokens = unpackSpans(opened.tokens);
    this.sentences = unpackSpans(opened.sentences);
    this.sections = opened.sections;
    this.lines = cutLines(this.points);
  }
  slice(start, end) {
    return this.points.slice(start, end);
  }
  word(index) {
    const token = this.tokens[index];
    return token ? this.slice(token[0], token[1]) : "";
  }
  tokenAt(position) {
    return Math.max(0, lastStartingBy(this.tokens, position));
  }
  snap(start, end) {
    if (this.tokens.length === 0)
      return [start, end];
    let first = this.tokenAt(start);
    if (this.tokens[first][1] <= start && first + 1 < this.tokens.length)
      first += 1;
    const last = Math.max(first, this.tokenAt(Math.max(start, end - 1)));
    return [this.tokens[first][0], this.tokens[last][1]];
  }
  sentenceAt(position) {
    const found = this.sentences[lastStartingBy(this.sentences, position)];
    return found ?? [0, this.points.length];
  }
  sectionAt(position) {
    return this.sections.find((s) => s.start <= position && position < s.end)?.kind ?? "";
  }
  occurrences(start, end) {
    return this.placesOf(this.slice(start, end));
  }
  placesOf(words) {
    const found = [];
    if (!words)
      return found;
    const text = this.points.text;
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
      const from = this.points.toPoints(at);
      const to = this.points.toPoints(at + words.length);
      const [snappedFrom, snappedTo] = this.snap(from, to);
      if (snappedFrom === from && snappedTo === to)
        found.push([from, to]);
    }
    return found;
  }
};
function cutLines(points2) {
  const lines = [];
  let unit = 0;
  for (const line of points2.text.split("\n")) {
    lines.push([points2.toPoints(unit), points2.toPoints(unit + line.length)]);
    unit += line.length + 1;
  }
  return lines;
}

// src/annotator/word_finder.js
var LEAD = 2;
function findWords(article, strings, anyCase = false) {
  const text = anyCase ? inSmallLetters(article.points.text) : article.points.text;
  const byLead = /* @__PURE__ */ new Map();
  for (const words of strings) {
    const lead = words.slice(0, LEAD);
    const known = byLead.get(lead);
    if (known)
      known.push(words);
    else
      byLead.set(lead, [words]);
  }
  for (const known of byLead.values())
    known.sort((a, b) => b.length - a.length);
  const found = [];
  const { points: points2, tokens } = article;
  for (const [start] of tokens) {
    const unit = points2.toUnits(start);
    const likely = byLead.get(text.slice(unit, unit + LEAD)) ?? [];
    for (const words of [...likely, ...byLead.get(text[unit]) ?? []]) {
      if (!text.startsWith(words, unit))
        continue;
      const end = points2.toPoints(unit + words.length);
      if (article.snap(start, end)[1] === end)
        found.push([words, [start, end]]);
    }
  }
  return found;
}
function isPlain(article, start, end) {
  const words = article.slice(start, end);
  if (words === words.toLowerCase() || words === words.toUpperCase())
    return true;
  return !/[\p{L}\p{N}]/u.test(article.slice(article.sentenceAt(start)[0], start));
}
function inSmallLetters(text) {
  const small = text.toLowerCase();
  if (small.length === text.length)
    return small;
  return text.replace(/\p{Lu}/gu, (letter) => {
    const one = letter.toLowerCase();
    return one.length === letter.length ? one : letter;
  });
}

// src/annotator/candidates.js
function findCandidates(article, memory, suggested) {
  const found = /* @__PURE__ */ new Map();
  const add = (start, end, suggestion) => {
    const key = `${start}-${end}`;
    if (!found.has(key) || suggestion)
      found.set(key, { start, end, suggestion });
  };
  for (const [from, to] of nameRuns(article))
    addName(article, from, to, memory, add);
  for (const pattern of TIME_PATTERNS)
    addMatches(article, pattern, "time", "TIME", add);
  dropInnerTimes(found);
  const times = [...found.values()].filter((c) => c.suggestion?.kind === "time").sort(inOrder);
  addMatches(article, NUMBER_PATTERN, "mention", "NUM", (start, end, suggestion) => {
    if (!overlaps(times, start, end))
      add(start, end, suggestion);
  });
  for (const words of SURE_PRONOUNS)
    for (const [start, end] of article.placesOf(words))
      add(start, end, null);
  addRemembered(article, memory, add);
  if (suggested)
    addSuggested(article, found, suggested);
  return [...found.values()].filter((c) => article.sectionAt(c.start) !== "boilerplate").sort(inOrder);
}
function findTriggers(article, triggers) {
  const found = [];
  let reach = -1;
  for (const [words, [start, end]] of findWords(article, triggers.keys(), true)) {
    if (end <= reach || article.sectionAt(start) === "boilerplate")
      continue;
    if (!isPlain(article, start, end))
      continue;
    reach = end;
    found.push({ start, end, suggestion: triggers.get(words) ?? null });
  }
  return found;
}
function inOrder(a, b) {
  return a.start - b.start || b.end - a.end;
}
function candidateOn(sorted2, start, end) {
  const found = sorted2[countBefore(sorted2, (c) => c.start < start || c.start === start && c.end > end)];
  return found?.start === start && found.end === end ? found : void 0;
}
function addMatches(article, pattern, kind, type, add) {
  for (const match of article.points.text.matchAll(pattern)) {
    const words = match[1];
    const lead = words.length - words.trimStart().length;
    const unit = match.index + match[0].indexOf(words) + lead;
    const start = article.points.toPoints(unit);
    const end = article.points.toPoints(unit + words.trim().length);
    const [from, to] = article.snap(start, end);
    if (from === start && to === end)
      add(start, end, { kind, type, source: "pattern" });
  }
}
function addRemembered(article, memory, add) {
  const telling = [...memory.keys()].filter((words) => words.length > 1 && !PRONOUNS.has(words.toLowerCase()));
  for (const [words, [from, to]] of findWords(article, telling))
    add(from, to, memory.get(words));
}
function addSuggested(article, found, { source, records }) {
  const isSpokenOf = new Uint8Array(article.points.length);
  for (const record of records)
    isSpokenOf.fill(1, startOf(record), endOf(record));
  for (const [key, { start, end }] of found)
    if (isSpokenOf.subarray(start, end).includes(1))
      found.delete(key);
  for (const record of records) {
    const [start, end] = [startOf(record), endOf(record)];
    const suggestion = { kind: record.kind, type: record.type, source, record };
    found.set(`${start}-${end}-${record.kind}`, { start, end, suggestion });
  }
}
function dropInnerTimes(found) {
  const times = [...found.values()].filter((c) => c.suggestion?.kind === "time").sort(inOrder);
  let reach = -1;
  for (const { start, end } of times)
    if (end <= reach)
      found.delete(`${start}-${end}`);
    else
      reach = end;
}
function overlaps(sorted2, start, end) {
  const next = sorted2[countBefore(sorted2, (c) => c.end <= start)];
  return next !== void 0 && next.start < end;
}

// src/annotator/keymap.js
var DEFAULT_KEYS = {
  next: "n",
  previous: "Shift+n",
  nextTrigger: "Shift+ArrowDown",
  previousTrigger: "Shift+ArrowUp",
  accept: "Enter",
  acceptAll: "Shift+Enter",
  reject: "-",
  right: "ArrowRight",
  left: "ArrowLeft",
  extendRight: "Shift+ArrowRight",
  extendLeft: "Shift+ArrowLeft",
  endBack: "[",
  endOn: "]",
  startBack: "Shift+[",
  startOn: "Shift+]",
  level: "u",
  head: "i",
  same: "a",
  fragment: "=",
  remove: "Delete",
  comment: ";",
  flag: "Shift+;",
  edit: "e",
  undo: "Ctrl+z",
  redo: "Ctrl+Shift+z",
  search: "/",
  arcs: "'",
  done: "Ctrl+Enter",
  nextDocument: ".",
  previousDocument: ",",
  cancel: "Escape",
  help: "Shift+/"
};
var ALIASES = {
  ArrowDown: "next",
  ArrowUp: "previous",
  Space: "next",
  "Shift+Space": "previous",
  Backspace: "remove",
  "Ctrl+y": "redo"
};
var SIGNS = {
  "[": "BracketLeft",
  "]": "BracketRight",
  ";": "Semicolon",
  "'": "Quote",
  "/": "Slash",
  ".": "Period",
  ",": "Comma",
  "=": "Equal",
  "-": "Minus",
  "`": "Backquote",
  "\\": "Backslash"
};
function codeOf(key) {
  if (/^[a-z]$/iu.test(key))
    return `Key${key.toUpperCase()}`;
  if (/^\d$/u.test(key))
    return `Digit${key}`;
  return SIGNS[key] ?? key;
}
function characterOf(code) {
  if (/^Key[A-Z]$/u.test(code))
    return code[3].toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/u.exec(code);
  return digit ? digit[1] : "";
}
function written({ code, shift, ctrl, alt }) {
  return `${ctrl ? "Ctrl+" : ""}${alt ? "Alt+" : ""}${shift ? "Shift+" : ""}${code.replace("NumpadEnter", "Enter")}`;
}
var Keymap = class {
  constructor(schema, changed = {}) {
    this.schema = schema;
    this.keys = { ...DEFAULT_KEYS, ...changed };
    this.commands = /* @__PURE__ */ new Map();
    for (const [key, command] of Object.entries(ALIASES))
      this.bind(key, command);
    for (const [command, key] of Object.entries(this.keys))
      this.bind(key, command);
  }
  bind(key, command) {
    const parts = key.split("+").filter((part) => part);
    const last = parts.pop() ?? "";
    this.commands.set(written({
      code: codeOf(last),
      shift: parts.includes("Shift"),
      ctrl: parts.includes("Ctrl"),
      alt: parts.includes("Alt")
    }), command);
  }
  eventsStarting(typed) {
    return typed ? this.schema.events.filter((type) => type.key.startsWith(typed)) : [];
  }
  read(press, focus) {
    const character = press.ctrl || press.alt ? "" : characterOf(press.code);
    if (focus.typed && character)
      return this.readEventKey(focus.typed + character);
    const own = character && !press.shift ? this.readOwnKey(character, focus) : null;
    if (own)
      return own;
    const label2 = character && this.schema.labels.find((l) => l.key === character);
    if (label2)
      return { does: "label", name: label2.code, all: press.shift };
    const command = this.commands.get(written(press));
    if (command && !(character && this.eventsStarting(character).length > 0 && !press.shift))
      return { does: "command", name: command };
    if (character && !press.shift)
      return this.readEventKey(character);
    return { does: "none", name: "" };
  }
  readOwnKey(character, focus) {
    const role = focus.type?.roles.find((r) => r.key === character);
    if (role)
      return { does: "role", name: role.code };
    const attribute = this.schema.attributes.find((a) => a.on === focus.kind && a.key === character);
    return attribute ? { does: "attribute", name: attribute.code } : null;
  }
  readEventKey(typed) {
    const found = this.eventsStarting(typed);
    const exact = found.find((type) => type.key === typed);
    if (exact)
      return { does: "event", name: exact.code };
    return found.length > 0 ? { does: "typing", name: typed } : { does: "none", name: typed };
  }
};

// src/annotator/memory.js
function examplesOf({ events, labels }) {
  const remember = (kind) => ({ code, examples }) => examples.map(({ mark, text }) => [mark || text, { kind, type: code, source: "schema" }]);
  return [...events.flatMap(remember("event")), ...labels.flatMap(remember("mention"))];
}
function triggersOf({ events }) {
  return new Map(events.flatMap(({ code, triggers }) => triggers.map((words) => [words, { kind: "event", type: code, source: "lexicon" }])));
}
var Memory = class {
  constructor(schema, records, before) {
    this.triggers = before?.triggers ?? triggersOf(schema);
    this.known = new Map(before?.known ?? examplesOf(schema));
    this.counts = /* @__PURE__ */ new Map();
    for (const entity of records.all("entity"))
      for (const name of [entity.name ?? "", ...entity.aliases ?? []])
        if (name)
          this.known.set(name, { kind: "mention", type: entity.type, source: entity.id });
    for (const record of records.shown.values())
      this.learn(record);
  }
  suggest(article, start, end) {
    const words = article.slice(start, end);
    const known = this.known.get(words);
    if (known || !isPlain(article, start, end))
      return known ?? null;
    const small = words.toLowerCase();
    const plain2 = this.known.get(small);
    return (plain2?.kind === "event" ? plain2 : this.triggers.get(small)) ?? null;
  }
  recall(remembered) {
    for (const { words, kind, type, count, of } of remembered)
      if (!this.counts.has(words))
        this.known.set(words, { kind, type, source: "memory", score: count / of });
  }
  learn(record) {
    if (!isSpanned(record))
      return "";
    const isNew = !this.known.has(record.text);
    const counts = this.counts.get(record.text) ?? /* @__PURE__ */ new Map();
    this.counts.set(record.text, counts);
    const count = (counts.get(record.type) ?? 0) + 1;
    counts.set(record.type, count);
    const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
    const { kind, type, id: source } = record;
    this.known.set(record.text, { kind, type, source, score: count / total });
    return isNew ? record.text : "";
  }
};

// src/annotator/questions.js
var Questions = class {
  constructor(ask, onAnswer, onRemembered) {
    this.ask = ask;
    this.onAnswer = onAnswer;
    this.onRemembered = onRemembered;
    this.document = "";
    this.words = "";
    this.things = [];
    this.clauses = /* @__PURE__ */ new Map();
  }
  lookUp(words, type) {
    this.words = words;
    if (words)
      this.ask({ kind: "look_up", words, type });
    else
      this.things = [];
    this.onAnswer();
  }
  clauseOf(guideline2) {
    const anchor = guideline2.slice(guideline2.lastIndexOf("#") + 1);
    if (anchor && !this.clauses.has(anchor)) {
      this.clauses.set(anchor, "");
      this.ask({ kind: "clause", anchor });
    }
    return this.clauses.get(anchor) ?? "";
  }
  remember(document2) {
    this.document = document2;
    this.ask({ kind: "remember", document: document2 });
  }
  hearRemembered({ document: document2 = "", complete = false, remembered = [] }) {
    if (document2 !== this.document)
      return;
    if (!complete)
      return this.remember(document2);
    this.document = "";
    this.onRemembered(remembered);
  }
  hear(message) {
    const { kind, words, things = [], anchor = "", text = "" } = message;
    if (kind === "remembered")
      this.hearRemembered(message);
    if (kind !== "found" && kind !== "clause")
      return kind === "remembered";
    if (kind === "found" && words !== this.words)
      return true;
    if (kind === "found")
      this.things = things;
    else
      this.clauses.set(anchor, text);
    this.onAnswer();
    return true;
  }
};

// src/annotator/recollection.js
var SEARCH_WITHIN = 1e3;
function search({ article, memory, opened }) {
  return {
    candidates: findCandidates(article, memory.known, opened.suggested),
    triggers: findTriggers(article, memory.triggers)
  };
}
function searchLater(controller) {
  globalThis.requestIdleCallback?.(() => controller.guesses, { timeout: SEARCH_WITHIN });
}
function recall(controller, remembered) {
  if (remembered.length === 0)
    return;
  const { memory, schema } = controller;
  const before = JSON.stringify(controller.candidate);
  const codes = new Set([...schema.labels, ...schema.events].map((type) => type.code));
  memory.recall(remembered.filter(({ type }) => codes.has(type)));
  controller.found = null;
  searchLater(controller);
  const isNews = controller.armed !== "" || JSON.stringify(controller.candidate) !== before;
  if (isNews)
    controller.onChange(controller);
}
function learn(controller, record) {
  const { article, found, memory } = controller;
  const words = memory.learn(record);
  if (!words || !isSpanned(record) || !found)
    return;
  const { candidates } = found;
  const suggestion = memory.known.get(words) ?? null;
  const fresh = article.occurrences(startOf(record), endOf(record)).filter((span) => !candidateOn(candidates, ...span));
  if (fresh.length === 0)
    return;
  for (const [start, end] of fresh)
    candidates.push({ start, end, suggestion });
  candidates.sort(inOrder);
}

// src/annotator/controller.js
var WHILE_PICKING = ["next", "previous", "right", "left", "accept", "cancel", "help"];
function readOpened(schema, opened, before) {
  const article = new Article(opened);
  const records = new Records(opened);
  const memory = new Memory(schema, records, before);
  return { article, records, memory, found: null };
}
var Controller = class {
  constructor({ schema, config, opened, newId, onChange, onSay }) {
    this.schema = schema;
    this.config = config;
    this.newId = newId;
    this.onChange = onChange;
    this.say = onSay;
    this.keymap = new Keymap(schema, config.keys);
    this.wire = null;
    this.wish = "";
    this.lastId = "";
    this.rejected = /* @__PURE__ */ new Set();
    this.focusId = "";
    this.isRaw = false;
    this.armed = "";
    this.isAutoArmed = false;
    this.passed = /* @__PURE__ */ new Set();
    this.typed = "";
    this.picking = "";
    this.picked = "";
    this.hasReopened = false;
    this.removing = "";
    this.listed = "";
    this.questions = new Questions((question2) => this.wire?.ask(question2), () => onChange(this), (remembered) => recall(this, remembered));
    this.showsAllArcs = false;
    this.selection = null;
    this.opened = opened;
    this.revisions = opened.revisions;
    this.documents = opened.documents;
    const parts = readOpened(schema, opened);
    this.article = parts.article;
    this.records = parts.records;
    this.memory = parts.memory;
    this.found = null;
  }
  get guesses() {
    this.found ??= search(this);
    return this.found;
  }
  get candidates() {
    return this.guesses.candidates;
  }
  load(opened) {
    Object.assign(this, readOpened(this.schema, opened, this.memory));
    this.opened = opened;
    this.revisions = opened.revisions;
    this.documents = opened.documents;
    this.selection = null;
    this.lastId = "";
    this.rejected = /* @__PURE__ */ new Set();
    this.clear();
    this.say("opened", opened.title || opened.id);
  }
  clear() {
    this.leaveRecord();
    this.isRaw = false;
    this.armed = "";
    this.isAutoArmed = false;
    this.passed.clear();
    this.typed = "";
    this.picking = "";
    this.picked = "";
    this.removing = "";
  }
  get desk() {
    return {
      article: this.article,
      records: this.records,
      schema: this.schema,
      newId: this.newId
    };
  }
  get focused() {
    const record = this.records.get(this.focusId);
    return isSpanned(record) ? record : null;
  }
  get event() {
    const record = this.focused;
    return record?.kind === "event" ? record : null;
  }
  get eventType() {
    return this.schema.events.find((type) => type.code === this.event?.type);
  }
  get armedRole() {
    return this.eventType?.roles.find((role) => role.code === this.armed);
  }
  get candidate() {
    const [start, end] = this.selection ?? [-1, -1];
    if (!this.selection)
      return void 0;
    const here = candidateOn(this.candidates, start, end);
    const suggestion = this.suggestionAt(here ?? { start, end, suggestion: null });
    return suggestion ? { start, end, suggestion } : here;
  }
  suggestionAt({ start, end, suggestion }) {
    if (suggestion?.record)
      return suggestion;
    return this.memory.suggest(this.article, start, end) ?? suggestion;
  }
  select(selection, focusId = "", isRaw = false) {
    this.selection = selection;
    this.focusId = focusId;
    this.isRaw = isRaw;
    this.removing = "";
    this.onChange(this);
  }
  focus(id) {
    const record = this.records.get(id);
    if (!isSpanned(record))
      return;
    this.clear();
    this.select([startOf(record), endOf(record)], id);
    this.say("record", id);
  }
  follow(id, isTold = false) {
    const record = this.records.get(id);
    if (!isSpanned(record))
      return;
    this.select([startOf(record), endOf(record)], id);
    if (!isTold && !this.hasReopened)
      this.say("span", record.text, "");
  }
  arrive(span) {
    const twin = this.isRaw ? void 0 : this.records.exactly(...span)[0];
    const keepsEvent = this.armed !== "" || this.picking !== "";
    if (keepsEvent)
      this.select(span, this.focusId);
    else
      this.select(span, twin?.id ?? "");
    if (!keepsEvent && twin)
      this.say("record", twin.id);
    else
      this.say("span", this.article.slice(...span), this.candidate?.suggestion?.type ?? "");
  }
  goTo(span) {
    this.clear();
    this.arrive(this.article.snap(...span));
  }
  point(position, how = {}) {
    const token = this.article.snap(position, position + 1);
    this.typed = "";
    if (how.extend && this.selection) {
      this.clear();
      const span = [
        Math.min(this.selection[0], token[0]),
        Math.max(this.selection[1], token[1])
      ];
      this.select(span, "", true);
      return this.say("span", this.article.slice(...span), "");
    }
    const covering = this.records.covering(position);
    if (this.picking)
      return pickSame(this, covering.find((r) => isPickable(this, r)));
    if (this.armed)
      return how.twice ? void 0 : fillAt(this, position, covering);
    if (how.twice)
      return this.pointTwice(position, token);
    this.pointOnce(token, how.exact ? [] : covering);
  }
  pointOutside() {
    if (this.armed || this.picking || this.typed)
      this.cancel();
  }
  pointOnce(token, covering) {
    const place = covering.findIndex((record) => record.id === this.focusId);
    const next = covering[place + 1];
    this.clear();
    if (next) {
      this.select([startOf(next), endOf(next)], next.id);
      this.say("record", next.id);
    } else {
      this.select(token, "", true);
      this.say("span", this.article.slice(...token), "");
    }
  }
  pointTwice(position, token) {
    this.clear();
    this.arrive(this.candidateAround(position) ?? token);
  }
  candidateAround(position, wanted = []) {
    const fits = (c) => wanted.includes(c.suggestion?.type ?? "");
    const around = (wanted.length > 0 ? this.candidates : [...this.candidates, ...this.guesses.triggers]).filter((c) => c.start <= position && position < c.end).sort((a, b) => +fits(b) - +fits(a) || b.end - b.start - (a.end - a.start))[0];
    return around ? [around.start, around.end] : null;
  }
  drag(start, end) {
    const span = this.article.snap(Math.min(start, end), Math.max(start, end));
    if (this.armed && isMeant(this, span))
      return fillSpan(this, span);
    this.clear();
    this.select(span, "", true);
    this.say("span", this.article.slice(...span), "");
  }
  leaveRecord() {
    if (this.focusId)
      this.lastId = this.focusId;
    this.focusId = "";
  }
  press(press) {
    if (this.picking)
      return this.pressPicking(press);
    const focus = { kind: this.focused?.kind ?? "", type: this.eventType, typed: this.typed };
    const meaning = this.keymap.read(press, focus);
    if (meaning.does === "none") {
      if (this.typed)
        this.set({ typed: "" });
      return meaning.name !== "";
    }
    this.typed = "";
    if (meaning.does === "command")
      this.run(meaning.name);
    if (meaning.does === "label")
      label(this, meaning.name, meaning.all);
    if (meaning.does === "event")
      makeEvent2(this, meaning.name);
    if (meaning.does === "role")
      arm(this, meaning.name);
    if (meaning.does === "attribute")
      stepAttribute(this, meaning.name);
    if (meaning.does === "typing")
      this.set({ typed: meaning.name });
    return true;
  }
  pressPicking(press) {
    const meaning = this.keymap.read(press, { kind: "", type: void 0, typed: "" });
    if (meaning.does === "command" && WHILE_PICKING.includes(meaning.name))
      this.run(meaning.name);
    else if (meaning.does !== "none")
      this.say(pickingText(this));
    return meaning.does !== "none" || meaning.name !== "";
  }
  set(fields) {
    Object.assign(this, fields);
    this.onChange(this);
  }
  run(command) {
    const commands = {
      next: () => this.step(1),
      previous: () => this.step(-1),
      nextTrigger: () => stepTrigger(this, 1),
      previousTrigger: () => stepTrigger(this, -1),
      right: () => move(this, 1),
      left: () => move(this, -1),
      extendRight: () => extend(this, 1),
      extendLeft: () => extend(this, -1),
      endBack: () => boundary(this, "end", -1),
      endOn: () => boundary(this, "end", 1),
      startBack: () => boundary(this, "start", -1),
      startOn: () => boundary(this, "start", 1),
      accept: () => accept(this),
      acceptAll: () => acceptAll(this),
      reject: () => reject(this),
      level: () => stepLevel(this),
      head: () => head(this),
      same: () => pick(this),
      fragment: () => addFragment(this),
      remove: () => remove(this),
      flag: () => flag(this),
      undo: () => travel(this, "undo"),
      redo: () => travel(this, "redo"),
      done: () => toggleDone(this),
      nextDocument: () => page(this, 1),
      previousDocument: () => page(this, -1),
      cancel: () => this.cancel(),
      edit: () => this.set({ wish: "panel" }),
      comment: () => this.set({ wish: "comment" }),
      search: () => this.set({ wish: "search" }),
      arcs: () => this.toggleArcs(),
      help: () => this.set({ wish: "help" })
    };
    commands[command]?.();
  }
  cancel() {
    if (this.typed || this.removing) {
      this.typed = this.removing = "";
      return this.onChange(this);
    }
    if (this.picking)
      return this.focus(this.picking);
    if (!this.focusId)
      return this.select(null);
    const { event } = this;
    const trigger = this.armed && event ? [startOf(event), endOf(event)] : this.selection;
    this.clear();
    this.select(trigger, "", true);
  }
  toggleArcs() {
    this.showsAllArcs = !this.showsAllArcs;
    this.say(this.showsAllArcs ? "allArcs" : "ownArcs");
    this.onChange(this);
  }
  step(direction) {
    step(this, direction);
  }
  list(words) {
    this.listed = words;
    this.set({ wish: "list" });
  }
  isOpen({ start, end }) {
    return !this.rejected.has(`${start}-${end}`) && !this.records.isTaken(start, end);
  }
  commit(gesture, spoken = "", ...details) {
    if (gesture.length === 0) {
      this.say("alreadyThere");
      return false;
    }
    if (!this.wire?.commit(this.opened.id, gesture)) {
      this.say("readOnly");
      return false;
    }
    const wasDone = ["done", "settled"].includes(this.records.state);
    this.hasReopened = wasDone && !gesture.some((edit) => edit.id === STATE_ID);
    this.records.expect(gesture);
    for (const { after } of gesture)
      learn(this, after);
    if (spoken)
      this.say(spoken, ...details);
    if (this.hasReopened)
      this.say("reopened");
    this.onChange(this);
    return true;
  }
  hear(message) {
    tellTravel(this, message);
    if (this.questions.hear(message))
      return;
    if (message.kind === "nack" && !message.seq && message.reason)
      this.say("refused", message.reason);
    const fresh = message.opened;
    if (fresh && fresh.id !== this.opened.id)
      this.load(fresh);
    else if (fresh) {
      this.opened = fresh;
      this.records.load(fresh);
      this.documents = fresh.documents;
    }
    if (fresh)
      this.revisions = fresh.revisions;
    if (message.revisions)
      this.revisions = message.revisions;
    if (["welcome", "opened"].includes(message.kind))
      this.questions.remember(this.opened.id);
    const isMine = message.kind === "ack" || message.kind === "nack";
    if (!fresh && !message.changes && !isMine)
      return;
    const isSeen = this.records.settle(message.changes ?? [], this.wire?.unconfirmed ?? []);
    for (const { after } of message.changes ?? [])
      learn(this, after);
    if (!fresh && !isSeen)
      return;
    if (this.focusId && !this.focused)
      this.clear();
    const record = this.focused;
    if (record && !this.armed && !this.picking)
      this.selection = [startOf(record), endOf(record)];
    this.onChange(this);
  }
};

// src/annotator/fields.js
var Fields = class {
  constructor(language) {
    this.language = language;
    this.count = 0;
  }
  row(title, control, ...more) {
    const caption = typeof title === "string" ? bilingual(title, this.language) : title;
    return make("label", { class: "gn-row" }, make("span", { class: "gn-caption" }, caption), control, ...more);
  }
  choice(field, value, choices, onPick, shown) {
    const ready = typeof choices === "function" ? [] : choices;
    const name = shown || ready.find((choice) => choice.value === value)?.name;
    const current = { value, name: name || value || "–" };
    const control = make("select", {
      "data-field": field,
      title: current.name,
      onchange: (e) => onPick(e.target.value)
    });
    const offer = (offered) => {
      control.replaceChildren(...offered.map((choice) => make("option", { value: choice.value }, choice.name)));
      control.value = value;
    };
    offer([current]);
    const unfold = () => {
      if (control.options.length > 1)
        return;
      const all = typeof choices === "function" ? choices() : choices;
      offer(all.some((choice) => choice.value === value) ? all : [current, ...all]);
    };
    control.addEventListener("pointerdown", unfold);
    control.addEventListener("focus", unfold);
    return control;
  }
  text(field, value, onSet, properties = {}) {
    const control = make("input", {
      "data-field": field,
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      ...properties,
      onchange: (e) => onSet(e.target.value.trim().normalize("NFC"))
    });
    control.defaultValue = value;
    return control;
  }
  search(field, value, title, onType) {
    const name = say(title, this.language);
    const tell = (e) => onType(e.target.value.normalize("NFC"));
    const control = make("input", {
      type: "search",
      class: "gn-filter",
      "data-field": field,
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": name,
      placeholder: name,
      oninput: (e) => e.isComposing || tell(e),
      oncompositionend: tell
    });
    control.value = value;
    return control;
  }
  tick(field, isOn, title, onSet) {
    const control = make("input", {
      "data-field": field,
      type: "checkbox",
      onchange: (e) => onSet(e.target.checked)
    });
    control.checked = isOn;
    return make("label", { class: "gn-tick" }, control, title);
  }
  button(field, key, onPress, properties = {}) {
    return make("button", { "data-field": field, class: "gn-button", ...properties, onclick: onPress }, bilingual(key, this.language));
  }
  section(key, ...children) {
    return make("section", { class: "gn-section" }, make("h4", {}, bilingual(key, this.language)), ...children);
  }
  name(type) {
    return pair(type.name, type.name_en, this.language);
  }
  plainName(type) {
    const name = this.language === "en" ? type.name_en || type.name : type.name;
    return name ? `${type.code} · ${name}` : type.code;
  }
};

// src/annotator/frame.js
function makeFrame(language) {
  const keysStay = { "data-lm-suppress-shortcuts": "true" };
  const titleBar2 = make("header", { class: "gn-bar" });
  const lamp = make("span", { class: "gn-lampbox" });
  const alerts = make("div", { class: "gn-alerts", role: "alert", ...keysStay });
  const asks = make("div", { class: "gn-asks", role: "alert", ...keysStay });
  const arcs = makeCanvas();
  const paper = make("div", { class: "gn-paper" });
  const text = make("div", {
    class: "gn-text",
    tabindex: "0",
    role: "application",
    "aria-label": say("text", language),
    lang: "vi"
  }, arcs, paper);
  const keys = make("div", { class: "gn-keybar" });
  const status = make("div", { class: "gn-status" });
  const live = make("div", { class: "gn-live", "aria-live": "polite", role: "status" });
  const tabs = make("div", { class: "gn-tabs", role: "tablist" });
  const body = make("div", {
    class: "gn-body",
    role: "tabpanel",
    tabindex: "-1",
    "aria-label": say("panel", language)
  });
  const main = make("div", { class: "gn-main" }, alerts, text, asks);
  const grid = make("div", { class: "gn-frame" }, make("div", { class: "gn-top" }, titleBar2, lamp), main, make("aside", { class: "gn-side", "aria-label": say("panel", language) }, tabs, body), make("div", { class: "gn-bottom" }, status, keys));
  const root = make("div", { class: "gn", "data-ready": "false" }, grid, live);
  return {
    root,
    titleBar: titleBar2,
    lamp,
    main,
    alerts,
    asks,
    arcs,
    paper,
    text,
    keys,
    status,
    live,
    tabs,
    body
  };
}

// src/annotator/help.js
var PLACES = { event: "onEvent", mention: "onMention", time: "onTime" };
function row(keys, ...name) {
  const caps = keys.flatMap((key) => [keycap(key), " "]);
  return make("li", {}, ...caps, ...name);
}
function group(title, language, rows) {
  return make("section", {}, make("h4", {}, bilingual(title, language)), make("ul", {}, ...rows));
}
function named(type, language) {
  return pair(`${type.code} · ${type.name}`, language === "en" ? `${type.code} · ${type.name_en || type.name}` : type.name_en, language);
}
function roleRows(controller, language) {
  const rows = /* @__PURE__ */ new Map();
  const own = controller.eventType;
  for (const type of own ? [own] : controller.schema.events)
    for (const role of type.roles)
      if (role.key && !rows.has(`${role.key} ${role.code}`))
        rows.set(`${role.key} ${role.code}`, row([role.key], pair(role.name, role.code, language)));
  return [...rows.entries()].sort(([a], [b]) => a < b ? -1 : 1).map(([, node]) => node);
}
function attributeRows(controller, language) {
  return controller.schema.attributes.filter((attribute) => attribute.key).map((attribute) => row([attribute.key], pair(attribute.name, attribute.name_en, language), ` (${say(PLACES[attribute.on] ?? attribute.on, language)})`));
}
function placeOf({ documents, opened }) {
  const title = documents.find((d) => d.id === opened.id)?.title || opened.title || opened.id;
  return `${opened.annotator} · ${title}`;
}
function helpPage(controller, language, onClose) {
  const { keymap, schema } = controller;
  const commands = Object.keys(COMMANDS).map((command) => {
    const others = Object.keys(ALIASES).filter((key) => ALIASES[key] === command && key !== keymap.keys[command]);
    return row([keymap.keys[command], ...others], pair(...COMMANDS[command], language));
  });
  const labels = schema.labels.map((label2) => row([label2.key], named(label2, language)));
  labels.push(row(["Shift+"], bilingual("everyPlace", language)));
  const events = schema.events.map((type) => row([type.key], named(type, language)));
  return make("div", { class: "gn-help", role: "dialog", "aria-label": say("help", language), tabindex: "-1" }, make("div", { class: "gn-helphead" }, make("h3", {}, bilingual("help", language)), make("button", { class: "gn-button", "data-field": "close-help", onclick: onClose }, bilingual("close", language), " ", keycap("Escape"))), make("p", { class: "gn-quiet", lang: "vi" }, placeOf(controller)), make("div", { class: "gn-columns" }, group("keysOfCommands", language, commands), make("div", {}, group("keysOfLabels", language, labels), group("keysOfAttributes", language, attributeRows(controller, language))), group("keysOfEvents", language, events), group("keysOfRoles", language, roleRows(controller, language))));
}

// src/annotator/clauses.js
function guideline(controller, fields, record) {
  const role = controller.armedRole;
  if (role) {
    const clause2 = controller.questions.clauseOf(`#role-${role.code.toLowerCase()}`);
    const fillers = role.fillers.join(", ");
    const title = make("b", {}, role.code);
    return box(fields, [
      make("p", { class: "gn-rule" }, title, ` · ${role.name}: ${fillers}`),
      ...paragraphs(clause2)
    ]);
  }
  const type = [...controller.schema.labels, ...controller.schema.events].find((t) => t.code === record.type);
  if (!type)
    return make("div");
  const clause = paragraphs(controller.questions.clauseOf(type.guideline));
  const example = type.examples[0];
  const short = [
    type.description && make("p", { class: "gn-rule", lang: "vi" }, type.description),
    example ? make("p", { class: "gn-quote", lang: "vi" }, example.text) : null
  ];
  const shown = (clause.length > 0 ? clause : short).filter((node) => node instanceof Node);
  return shown.length > 0 ? box(fields, shown) : make("div");
}
function box(fields, rules) {
  const title = say("guideline", fields.language);
  return make("section", {
    class: "gn-clause",
    "data-field": "clause",
    tabindex: "0",
    role: "region",
    "aria-label": title
  }, ...rules);
}
function paragraphs(clause) {
  return clause.split("\n").map((line) => ({ isQuote: line.startsWith(">"), words: line.replace(/^>\s*/u, "").trim() })).filter(({ words }) => words).map(({ isQuote, words }) => make("p", { class: isQuote && !words.startsWith("→") ? "gn-quote" : "gn-rule", lang: "vi" }, ...emphasised(words)));
}
function emphasised(words) {
  return words.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/u).map((part) => {
    if (part.startsWith("**"))
      return make("b", {}, part.slice(2, -2));
    if (part.length > 2 && part.startsWith("*"))
      return make("i", {}, part.slice(1, -1));
    if (part.length > 2 && part.startsWith("`"))
      return make("q", {}, part.slice(1, -1));
    return part;
  });
}

// src/annotator/words.js
var SHOWN = 60;
function shorten(text) {
  const points2 = [...text];
  return points2.length > SHOWN ? `${points2.slice(0, SHOWN).join("")}…` : text;
}

// src/annotator/record_fields.js
function entityName(controller, id) {
  const record = controller.records.get(id);
  const name = record && "name" in record ? record.name : "";
  return name ? `${name} (${id})` : id;
}
function attributeFields(controller, fields, record, on) {
  const rows = controller.schema.attributes.filter((attribute) => attribute.on === on).map((attribute) => {
    const choices = attribute.values.map((value, index) => ({
      value,
      name: fields.language === "en" || !attribute.value_names[index] ? value : `${value} · ${attribute.value_names[index]}`
    }));
    const control = fields.choice(attribute.code, attributeOf(record, attribute), [{ value: "", name: "–" }, ...choices], (value) => controller.commit(setAttribute(controller.desk, record, attribute.code, value)));
    return fields.row(fields.name(attribute), control, ...attribute.key ? [keycap(attribute.key)] : []);
  });
  return make("div", {}, ...rows);
}
function refChoice(controller, fields, field, value, fits, onPick) {
  const name = (record) => isSpanned(record) ? `${record.type}: ${shorten(record.text)}` : "";
  const choices = () => [
    { value: "", name: "–" },
    ...controller.records.spanned().filter(fits).map((r) => ({ value: r.id, name: name(r) }))
  ];
  return fields.choice(field, value, choices, onPick, name(controller.records.get(value)));
}

// src/annotator/entity_fields.js
var NONE = { value: "", name: "–" };
function entityFields(controller, fields, mention) {
  const { desk, records } = controller;
  const entity = records.get(mention.entity);
  const metonym = fields.choice("metonym", mention.metonym ?? "", () => [
    NONE,
    ...records.all("entity").map((e) => ({ value: e.id, name: entityName(controller, e.id) }))
  ], (id) => controller.commit(setFields(desk, mention, { metonym: id })), entityName(controller, mention.metonym ?? ""));
  return fields.section("entity", fields.row("entity", entityChoice(controller, fields, mention), keycap(controller.keymap.keys.same)), ...entity?.kind === "entity" ? ownFields(controller, fields, entity) : [], fields.row("metonym", metonym));
}
function entityChoice(controller, fields, mention) {
  const { desk, records } = controller;
  const entities = () => {
    const same = records.all("entity").filter((e) => e.type === mention.type);
    same.sort((a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id, "vi"));
    const fresh = `+ ${bilingual("newEntity", fields.language).textContent}`;
    const choices = same.map((e) => ({ value: e.id, name: entityName(controller, e.id) }));
    return [NONE, { value: "+", name: fresh }, ...choices];
  };
  return fields.choice("entity", mention.entity ?? "", entities, (id) => {
    if (id === "+")
      controller.commit(makeEntity(desk, mention).edits, "linked");
    else
      controller.commit(setFields(desk, mention, { entity: id }), "linked");
  }, entityName(controller, mention.entity ?? ""));
}
function ownFields(controller, fields, entity) {
  const set = (change2) => controller.commit(setFields(controller.desk, entity, change2), "linked");
  const parts = [
    fields.row("name", fields.text("entity-name", entity.name ?? "", (name) => set({ name }))),
    fields.row("aliases", fields.text("entity-aliases", (entity.aliases ?? []).join("; "), (names) => set({ aliases: splitNames(names) }))),
    fields.row("link", fields.text("entity-link", entity.link ?? "", (link) => set({ link }), {
      pattern: "Q[0-9]+|NIL",
      placeholder: "Q… / NIL"
    })),
    linkSearch(controller, fields, entity, set)
  ];
  if (entity.link === "NIL")
    parts.push(fields.row("linkNote", fields.text("entity-note", entity.link_note ?? "", (note) => set({ link_note: note }))));
  const subtypes = controller.schema.labels.find((l) => l.code === entity.type)?.subtypes ?? [];
  if (subtypes.length > 0)
    parts.push(fields.row("subtype", fields.choice("subtype", entity.subtype ?? "", [NONE, ...subtypes.map((s) => ({ value: s, name: s }))], (subtype) => set({ subtype }))));
  parts.push(...memberRows(controller, fields, entity, set));
  return parts;
}
function splitNames(names) {
  return names.split(";").map((name) => name.trim()).filter((name) => name);
}
function memberRows(controller, fields, entity, set) {
  const members = entity.members ?? [];
  const rows = members.map((id) => make("li", { class: "gn-linked" }, make("span", {}, entityName(controller, id)), make("button", {
    class: "gn-icon",
    "data-field": `member-${id}`,
    "aria-label": `${say("remove", fields.language)}: ${id}`,
    onclick: () => set({ members: members.filter((member) => member !== id) })
  }, "×")));
  const others = () => [
    NONE,
    ...controller.records.all("entity").filter((e) => e.id !== entity.id && !members.includes(e.id)).map((e) => ({ value: e.id, name: entityName(controller, e.id) }))
  ];
  const add = fields.choice("member-add", "", others, (id) => id && set({ members: [...members, id] }));
  return [fields.row("members", add), make("ul", { class: "gn-list" }, ...rows)];
}
function linkSearch(controller, fields, entity, set) {
  const { words, things } = controller.questions;
  const box2 = fields.search("link-search", words, "linkSearch", (wanted) => controller.questions.lookUp(wanted, entity.type));
  const take = (change2) => {
    controller.questions.lookUp("", "");
    set(change2);
  };
  const found = things.map(({ id, name, aliases = [], note = "" }) => make("li", {}, make("button", {
    class: "gn-item",
    "data-field": `link-${id}`,
    onclick: () => take({ link: id, link_note: "" })
  }, make("b", {}, id), ` ${name}`, make("small", {}, [note, ...aliases].filter(Boolean).join(" · ")))));
  const nil = make("li", {}, make("button", {
    class: "gn-item",
    "data-field": "link-nil",
    onclick: () => take({ link: "NIL", link_note: entity.link_note || "not-listed" })
  }, make("b", {}, "NIL"), " ", bilingual("notListed", fields.language)));
  return make("div", { class: "gn-links" }, box2, words ? make("ul", { class: "gn-list" }, ...found, nil) : null);
}

// src/annotator/links.js
var NONE2 = { value: "", name: "–" };
function linkSection(fields, { title, links, types, targetsOf, add }) {
  const rows = links.map(({ words, drop }, index) => make("li", { class: "gn-linked" }, make("span", {}, words), make("button", {
    class: "gn-icon",
    "data-field": `${title}-${index}`,
    "aria-label": `${say("remove", fields.language)}: ${words}`,
    onclick: drop
  }, "×")));
  const type = fields.choice(`${title}-type`, "", [{ value: "", name: "+" }, ...types], () => {
    target.replaceChildren(make("option", { value: "" }, NONE2.name));
  });
  const target = fields.choice(`${title}-target`, "", () => [NONE2, ...type.value ? targetsOf(type.value) : []], (id) => {
    if (type.value && id)
      add(type.value, id);
  });
  type.setAttribute("aria-label", `${say(title, fields.language)}: ${say("type", fields.language)}`);
  target.setAttribute("aria-label", say(title, fields.language));
  return fields.section(title, make("ul", { class: "gn-list" }, ...rows), make("div", { class: "gn-pair" }, type, target));
}
function relationLinks(controller, fields, mention) {
  const { desk, records, schema } = controller;
  const fits = (type) => type.sources.length === 0 || type.sources.includes(mention.type);
  const links = records.all("relation").filter((r) => r.source === mention.id || r.target === mention.id).map((relation) => {
    const isSource = relation.source === mention.id;
    const other = records.get(isSource ? relation.target : relation.source);
    const words = other && "text" in other ? other.text ?? "" : "";
    return {
      words: `${isSource ? "→" : "←"} ${relation.type} ${shorten(words)}`,
      drop: () => controller.commit([change(desk, relation, null)], "removed", relation.type)
    };
  });
  return linkSection(fields, {
    title: "relations",
    links,
    types: schema.relations.filter(fits).map((type) => ({ value: type.code, name: fields.plainName(type) })),
    targetsOf: (code) => {
      const wanted = schema.relations.find((type) => type.code === code)?.targets ?? [];
      return records.all("mention").filter((m) => m.id !== mention.id && (wanted.length === 0 || wanted.includes(m.type))).map((m) => ({ value: m.id, name: `${m.type}: ${shorten(m.text)}` }));
    },
    add: (type, target) => {
      const id = desk.newId("r");
      const relation = {
        kind: "relation",
        id,
        type,
        source: mention.id,
        target
      };
      controller.commit([change(desk, null, relation)], "linked", type);
    }
  });
}
function hopperLinks(controller, fields, event) {
  const { desk, records, schema } = controller;
  const source = event.hopper;
  if (!source)
    return make("div");
  const nameOf = (id) => {
    const hopper = records.get(id);
    return hopper?.kind === "hopper" ? hopper.name || id : id;
  };
  const links = records.all("hopper_relation").filter((r) => r.source === source || r.target === source).map((relation) => {
    const isSource = relation.source === source;
    return {
      words: `${isSource ? "→" : "←"} ${relation.type} ${nameOf(isSource ? relation.target : relation.source)}`,
      drop: () => controller.commit([change(desk, relation, null)], "removed", relation.type)
    };
  });
  return linkSection(fields, {
    title: "hopperRelations",
    links,
    types: schema.hopper_relations.map((t) => ({ value: t.code, name: fields.plainName(t) })),
    targetsOf: () => records.all("hopper").filter((h) => h.id !== source).map((h) => ({ value: h.id, name: `${h.name || h.id} (${h.id})` })),
    add: (type, target) => {
      const id = desk.newId("hr");
      const relation = { kind: "hopper_relation", id, type, source, target };
      controller.commit([change(desk, null, relation)], "linked", type);
    }
  });
}
function documentLabels(controller, fields) {
  const { desk, records, schema } = controller;
  const rows = schema.document_labels.map((type) => {
    const old = records.all("label").find((label2) => label2.type === type.code);
    const values = type.values.map((value) => ({ value, name: value }));
    const control = fields.choice(`label-${type.code}`, old?.value ?? "", [NONE2, ...values], (value) => {
      if (old && value)
        controller.commit(setFields(desk, old, { value }));
      else if (old)
        controller.commit([change(desk, old, null)]);
      else {
        const id = desk.newId("l");
        controller.commit([change(desk, null, { kind: "label", id, type: type.code, value })]);
      }
    });
    return fields.row(fields.name(type), control);
  });
  return rows.length > 0 ? fields.section("documentLabels", ...rows) : make("div");
}

// src/annotator/event_inspector.js
function inspectEvent(controller, fields, event) {
  const { desk, records } = controller;
  const type = controller.eventType;
  const roles = (event.arguments ?? []).map((argument, index) => {
    const role = type?.roles.find((r) => r.code === argument.role);
    const filler = records.get(argument.ref);
    const words = isSpanned(filler) ? filler.text : argument.ref;
    return make("li", { class: "gn-argument" }, make("span", { class: "gn-role" }, role ? pair(role.name, role.code, fields.language) : argument.role), make("button", {
      class: "gn-link",
      "data-field": `goto-${index}`,
      lang: "vi",
      onclick: () => controller.focus(argument.ref)
    }, shorten(words)), make("button", {
      class: "gn-icon",
      "data-field": `drop-${index}`,
      "aria-label": `${argument.role} ×`,
      onclick: () => controller.commit(dropArgument(desk, event, index), "removed", argument.role)
    }, "×"));
  });
  const hopper = fields.choice("hopper", event.hopper ?? "", () => [
    { value: "", name: "–" },
    { value: "+", name: `+ ${bilingual("newHopper", fields.language).textContent}` },
    ...records.all("hopper").map((h) => ({ value: h.id, name: entityName(controller, h.id) }))
  ], (id) => {
    if (id === "+")
      controller.commit(makeOccurrence(desk, event).edits, "linked");
    else
      controller.commit(setFields(desk, event, { hopper: id }), "linked");
  }, entityName(controller, event.hopper ?? ""));
  return [
    fields.section("arguments", make("ul", { class: "gn-list" }, ...roles), addArgumentRow(controller, fields, event)),
    attributeFields(controller, fields, event, "event"),
    fields.row("attribution", refChoice(controller, fields, "attribution", event.attribution ?? "", (r) => r.kind === "mention", (attribution) => controller.commit(setFields(desk, event, { attribution })))),
    fields.row("hopper", hopper, keycap(controller.keymap.keys.same)),
    hopperLinks(controller, fields, event)
  ];
}
function addArgumentRow(controller, fields, event) {
  const type = controller.eventType;
  const roles = type?.roles ?? [];
  const chosen = controller.armedRole;
  const none = { value: "", name: "+" };
  const roleNames = roles.map((role2) => ({ value: role2.code, name: fields.plainName(role2) }));
  const role = fields.choice("add-role", chosen?.code ?? "", [none, ...roleNames], (code) => {
    if (code)
      arm(controller, code);
  });
  const words = () => (chosen && type ? fillersFor(controller.desk, event, type, chosen) : []).map((r) => ({
    value: r.id,
    name: `${r.type}: ${shorten(r.text)}`
  }));
  const filler = fields.choice("add-filler", "", words, (id) => {
    const record = controller.records.get(id);
    if (isSpanned(record))
      fill(controller, record);
  });
  role.setAttribute("aria-label", say("roles", fields.language));
  filler.setAttribute("aria-label", say("pickRole", fields.language));
  return make("div", { class: "gn-pair" }, role, filler);
}

// src/annotator/palette.js
var made = /* @__PURE__ */ new WeakMap();
function eventPalette(controller, language) {
  const known = made.get(controller);
  if (known)
    return known;
  const palette = make("div", { class: "gn-palette" });
  let last = "";
  for (const type of controller.schema.events) {
    const [category, ...rest] = type.code.split(".");
    if (category !== last)
      palette.append(make("b", {}, category));
    last = category;
    palette.append(make("button", {
      class: "gn-chipkey",
      "data-field": `type-${type.code}`,
      title: namesOf(type, language),
      onclick: () => makeEvent2(controller, type.code)
    }, type.key ? keycap(type.key) : null, rest.join(".") || category));
  }
  made.set(controller, palette);
  return palette;
}

// src/annotator/inspector.js
function inspect(controller, fields) {
  const record = controller.focused;
  if (!record)
    return inspectSelection(controller, fields);
  const parts = [heading(controller, fields, record), guideline(controller, fields, record)];
  if (record.kind === "mention")
    parts.push(...inspectMention(controller, fields, record));
  if (record.kind === "time")
    parts.push(...inspectTime(controller, fields, record));
  if (record.kind === "event")
    parts.push(...inspectEvent(controller, fields, record));
  parts.push(boundaries(controller, fields), usedBy(controller, fields, record));
  parts.push(remarks(controller, fields, record.id));
  parts.push(make("div", { class: "gn-foot" }, fields.button("remove", "remove", () => remove(controller), {
    class: "gn-button gn-danger"
  })));
  return parts;
}
function inspectSelection(controller, fields) {
  const { selection, article, candidate } = controller;
  if (!selection)
    return [
      make("p", { class: "gn-quiet" }, bilingual("nothing", fields.language)),
      documentLabels(controller, fields),
      remarks(controller, fields, "")
    ];
  const suggestion = candidate?.suggestion;
  const quote = make("p", { class: "gn-quote", lang: "vi" }, shorten(article.slice(...selection)));
  if (!suggestion)
    return [quote, eventPalette(controller, fields.language)];
  const accept2 = make("button", { class: "gn-button", "data-field": "accept", onclick: () => accept(controller) }, bilingual("accept", fields.language), ` ${suggestion.type}${detail(suggestion)} `, keycap("Enter"));
  return [
    quote,
    make("p", {}, accept2),
    make("p", { class: "gn-quiet" }, bilingual("suggestion", fields.language), `: ${suggestion.source}`, suggestion.score === void 0 ? null : ` · ${Math.round(suggestion.score * 100)} %`),
    ...suggestion.kind === "event" ? [eventPalette(controller, fields.language)] : []
  ];
}
function detail({ record }) {
  if (record?.kind === "mention")
    return [record.level, record.entity].filter(Boolean).map((part) => ` · ${part}`).join("");
  if (record?.kind === "time")
    return record.value ? ` · ${record.value}` : "";
  return record ? ` · ${(record.arguments ?? []).map((a) => a.role).join(", ")}` : "";
}
function heading(controller, fields, record) {
  const types = record.kind === "event" ? controller.schema.events : controller.schema.labels;
  const control = fields.choice("type", record.type, types.map((type) => ({ value: type.code, name: fields.plainName(type) })), (code) => record.kind === "event" ? makeEvent2(controller, code) : label(controller, code));
  const quote = make("p", { class: "gn-quote", lang: "vi" }, shorten(record.text));
  return make("div", {}, quote, fields.row("type", control));
}
function inspectMention(controller, fields, mention) {
  const { desk } = controller;
  const head2 = mention.head ? controller.article.slice(...mention.head) : "";
  const levels = controller.schema.levels.map((level) => ({ value: level, name: level }));
  const parts = [
    fields.row("level", fields.choice("level", mention.level ?? "", [{ value: "", name: "–" }, ...levels], (level) => controller.commit(setFields(desk, mention, { level }))), keycap(controller.keymap.keys.level)),
    make("div", { class: "gn-row" }, make("span", { class: "gn-caption" }, bilingual("head", fields.language)), make("button", {
      class: "gn-button gn-wide",
      "data-field": "head",
      lang: "vi",
      onclick: () => head(controller)
    }, head2 || "–"), keycap(controller.keymap.keys.head))
  ];
  const label2 = controller.schema.labels.find((l) => l.code === mention.type);
  if (!label2?.is_value)
    parts.push(entityFields(controller, fields, mention));
  parts.push(attributeFields(controller, fields, mention, "mention"));
  if (!label2?.is_value)
    parts.push(relationLinks(controller, fields, mention));
  return parts;
}
function inferredYear(controller, fields, time) {
  const resolved = inferYear(time.value ?? "", controller.opened.published ?? "");
  if (!resolved || time.resolved)
    return [];
  const take = () => controller.commit(setFields(controller.desk, time, { resolved, inferred: true }));
  const button = make("button", { class: "gn-button", "data-field": "infer", onclick: take }, resolved);
  return [
    make("div", { class: "gn-row" }, make("span", { class: "gn-caption" }, bilingual("accept", fields.language)), button)
  ];
}
function dayPicker(controller, fields, time) {
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(time.resolved ?? "");
  const control = make("input", {
    type: "date",
    class: "gn-day",
    "data-field": "day",
    "aria-label": say("calendar", fields.language),
    title: say("calendar", fields.language),
    onchange: (e) => {
      const resolved = e.target.value;
      if (resolved)
        controller.commit(setFields(controller.desk, time, { resolved }));
    }
  });
  control.value = (isDay ? time.resolved : controller.opened.published) ?? "";
  return control;
}
function inspectTime(controller, fields, time) {
  const { desk } = controller;
  const set = (change2) => controller.commit(setFields(desk, time, change2));
  return [
    fields.row("value", fields.text("value", time.value ?? "", (value) => set({ value }), {
      placeholder: "XXXX-04-26"
    })),
    fields.row("resolved", fields.text("resolved", time.resolved ?? "", (resolved) => set({ resolved }), {
      placeholder: "2025-04-26"
    }), dayPicker(controller, fields, time)),
    ...inferredYear(controller, fields, time),
    fields.tick("inferred", time.inferred ?? false, bilingual("inferred", fields.language), (inferred) => set({ inferred })),
    attributeFields(controller, fields, time, "time"),
    fields.row("signal", fields.text("signal", time.signal ?? "", (signal) => set({ signal }))),
    fields.row("anchor", refChoice(controller, fields, "anchor", time.anchor ?? "", (r) => r.kind !== "mention" && r.id !== time.id, (anchor) => set({ anchor })))
  ];
}
function boundaries(controller, fields) {
  const mover = (command, sign) => make("button", {
    class: "gn-icon",
    "data-field": command,
    title: say(camel(command), fields.language),
    "aria-label": say(camel(command), fields.language),
    onclick: () => controller.run(command)
  }, sign);
  return make("div", { class: "gn-row" }, make("span", { class: "gn-caption" }, bilingual("extent", fields.language)), make("span", { class: "gn-movers" }, mover("startBack", "⇤"), mover("startOn", "⇥"), make("span", { class: "gn-quiet" }, "…"), mover("endBack", "⇤"), mover("endOn", "⇥")));
}
function camel(command) {
  return `move${command[0].toUpperCase()}${command.slice(1)}`;
}
function usedBy(controller, fields, record) {
  const users = controller.records.eventsUsing(record.id);
  if (users.length === 0)
    return make("div");
  const items = users.map((event) => {
    const roles = (event.arguments ?? []).filter((a) => a.ref === record.id).map((a) => a.role);
    return make("li", {}, make("button", {
      class: "gn-link",
      "data-field": `user-${event.id}`,
      onclick: () => controller.focus(event.id)
    }, `${roles.join(", ")} → ${event.type} “${shorten(event.text)}”`));
  });
  return fields.section("usedBy", make("ul", { class: "gn-list" }, ...items));
}
function remarks(controller, fields, target) {
  const comment = controller.records.commentsOn(target)[0];
  const set = (content) => controller.commit(remark(controller.desk, target, content), "comment");
  return make("div", {}, fields.row("comment", fields.text("comment", comment?.text ?? "", (text) => set({ text }))), fields.tick("flag", comment?.flag ?? false, bilingual("flag", fields.language), (flag2) => set({ flag: flag2 })));
}

// src/annotator/lists.js
var SHOWN2 = 40;
var CONTEXT = 16;
var STATE_NAMES = { new: "isNew", in_progress: "notDone", done: "done", settled: "settled" };
function filtered(fields, filter, onFilter, items) {
  const wanted = filter.toLowerCase();
  const found = items.filter((item2) => item2.words.toLowerCase().includes(wanted));
  const box2 = fields.search("filter", filter, "filter", onFilter);
  const rest = found.length - SHOWN2;
  return [
    box2,
    make("ul", { class: "gn-list" }, ...found.slice(0, SHOWN2).map((item2) => item2.node())),
    rest > 0 && make("p", { class: "gn-quiet" }, `+ ${rest} `, bilingual("more", fields.language)),
    found.length === 0 && make("p", { class: "gn-quiet" }, bilingual("empty", fields.language))
  ].filter((node) => node instanceof Node);
}
function listEvents(controller, fields, filter, onFilter) {
  const { records } = controller;
  const items = records.all("event").sort(inTextOrder).map((event) => {
    const roles = (event.arguments ?? []).map((a) => {
      const filler = records.get(a.ref);
      return `${a.role}: ${isSpanned(filler) ? filler.text : a.ref}`;
    });
    return {
      words: `${event.type} ${event.text} ${roles.join(" ")}`,
      node: () => make("li", {}, make("button", {
        class: "gn-item",
        "data-field": event.id,
        "aria-current": String(controller.focusId === event.id),
        onclick: () => controller.focus(event.id)
      }, make("b", {}, event.type), ` “${shorten(event.text)}”`, make("small", {}, roles.map(shorten).join(" · "))))
    };
  });
  return filtered(fields, filter, onFilter, items);
}
function listEntities(controller, fields, filter, onFilter) {
  const { records } = controller;
  const counts = /* @__PURE__ */ new Map();
  for (const mention of records.all("mention"))
    if (mention.entity)
      counts.set(mention.entity, (counts.get(mention.entity) ?? 0) + 1);
  const items = records.all("entity").sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1)).map((entity) => ({
    words: `${entity.type} ${entity.id} ${entity.name ?? ""} ${(entity.aliases ?? []).join(" ")}`,
    node: () => {
      const mentions = records.mentionsOf(entity.id);
      return make("li", {}, make("button", {
        class: "gn-item",
        "data-field": entity.id,
        onclick: () => goRound(controller, mentions.map((m) => m.id))
      }, make("b", {}, entity.type), ` ${entity.name || entity.id} `, make("small", {}, [`${counts.get(entity.id) ?? 0} ×`, entity.link].filter(Boolean).join(" · "))));
    }
  }));
  return filtered(fields, filter, onFilter, items);
}
function goRound(controller, ids) {
  const next = ids[(ids.indexOf(controller.focusId) + 1) % ids.length];
  if (next)
    controller.focus(next);
}
function listDocuments(controller, fields, filter, onFilter) {
  const items = controller.documents.map((document2) => {
    const isHere = document2.id === controller.opened.id;
    const state = isHere ? controller.records.state : document2.state;
    return {
      words: `${document2.id} ${document2.title}`,
      node: () => make("li", {}, make("button", {
        class: "gn-item",
        "data-field": document2.id,
        "aria-current": String(isHere),
        onclick: () => controller.wire?.page(document2.id)
      }, make("span", { class: "gn-state", "data-state": state }, bilingual(STATE_NAMES[state] ?? state, fields.language)), make("span", { lang: "vi" }, ` ${document2.title || document2.id}`), make("small", {}, `${document2.id} · ${isHere ? countHere(controller) : document2.records}`)))
    };
  });
  return filtered(fields, filter, onFilter, items);
}
function listFinds(controller, fields, filter, onFilter) {
  const { article, records } = controller;
  const labelled = records.spanned().map((record) => ({
    words: `${record.type} ${record.text}`,
    node: () => item(record.id, () => controller.focus(record.id), controller.focusId === record.id, [
      make("b", {}, record.type),
      ` ${shorten(record.text)}`
    ])
  }));
  const plain2 = findWords2(article, filter).map(([start, end]) => ({
    words: filter,
    node: () => item(`at-${start}`, () => controller.goTo([start, end]), false, [
      `${article.slice(Math.max(0, start - CONTEXT), start)}`,
      make("mark", {}, article.slice(start, end)),
      article.slice(end, Math.min(article.points.length, end + CONTEXT))
    ])
  }));
  return filtered(fields, filter, onFilter, [...labelled, ...plain2]);
}
function item(field, onPress, isHere, children) {
  return make("li", {}, make("button", { class: "gn-item", "data-field": field, "aria-current": String(isHere), onclick: onPress }, ...children));
}
function findWords2(article, wanted) {
  const found = [];
  const words = wanted.normalize("NFC").replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  if (!words)
    return found;
  for (const match of article.points.text.matchAll(new RegExp(words, "giu"))) {
    const start = article.points.toPoints(match.index);
    found.push([start, article.points.toPoints(match.index + match[0].length)]);
  }
  return found;
}
function countHere(controller) {
  return controller.records.spanned().length;
}

// src/annotator/notes.js
function overText(text) {
  return (host, build) => {
    const top = text.scrollTop;
    const before = host.getBoundingClientRect().height;
    rebuild(host, build);
    text.scrollTop = top + host.getBoundingClientRect().height - before;
    if (host.scrollHeight > host.clientHeight)
      host.tabIndex = 0;
    else
      host.removeAttribute("tabindex");
  };
}
function refusalNote(controller, refusal, language, dismiss) {
  const insist2 = () => {
    dismiss();
    insist(controller, refusal.operation.edits);
  };
  const note = make("div", { class: "gn-alert" }, make("b", {}, bilingual("refused", language)), " ");
  const ways = make("div", { class: "gn-ways" });
  const version = (whose, record) => make("div", {}, bilingual(whose, language), " ", make("b", {}, describe(record, language)));
  for (const { id, after } of refusal.isConflict ? refusal.operation.edits : [])
    note.append(version("mine", after), version("theirs", controller.records.saved.get(id)));
  const way = (field, key, onPress) => make("button", { class: "gn-button", "data-field": field, onclick: onPress }, bilingual(key, language));
  const { session, seq } = refusal.operation;
  if (refusal.isConflict)
    ways.append(way(`keep-mine-${session}-${seq}`, "keepMine", insist2));
  else
    note.append(refusal.reason);
  ways.append(way(`dismiss-${session}-${seq}`, "dismiss", dismiss));
  note.append(ways);
  return note;
}
function describe(record, language) {
  if (!record)
    return say("deleted", language);
  if (!isSpanned(record))
    return record.id;
  const level = record.kind === "mention" ? record.level ?? "" : "";
  return `${record.type} ${level} “${record.text}”`;
}
function removalNote(controller, fields) {
  const { language } = fields;
  const users = controller.records.eventsUsing(controller.removing);
  const record = controller.focused;
  const others = () => [
    { value: "", name: "–" },
    ...controller.records.spanned().filter((r) => r.id !== record?.id && r.type === record?.type).map((r) => ({ value: r.id, name: `${r.type}: ${shorten(r.text)}` }))
  ];
  const heir = fields.choice("heir", "", others, (id) => id && removeFor(controller, id));
  heir.setAttribute("aria-label", say("moveRoles", language));
  const button = (field, key, cap, onPress) => make("button", { class: "gn-button", "data-field": field, onclick: onPress }, bilingual(key, language), " ", keycap(cap));
  return make("div", { class: "gn-alert gn-ask" }, bilingual("confirmRemove", language), " ", make("b", {}, users.map((e) => `${e.type} “${e.text}”`).join(", ")), make("div", { class: "gn-ways" }, button("remove-all", "removeAll", "Enter", () => remove(controller)), button("keep", "keep", "Escape", () => controller.set({ removing: "" })), make("label", { class: "gn-heir" }, bilingual("moveRoles", language), heir)));
}

// src/annotator/outbox.js
var PREFIX = "ghinhan:outbox:";
var Outbox = class {
  constructor(shelf, owner, session) {
    this.shelf = shelf;
    this.owner = owner;
    this.session = session;
  }
  key(session) {
    return `${PREFIX}${this.owner}:${session}`;
  }
  keep(operations, session = this.session) {
    if (!this.shelf)
      return;
    try {
      if (operations.length === 0)
        this.shelf.removeItem(this.key(session));
      else
        this.shelf.setItem(this.key(session), JSON.stringify(operations));
    } catch {
    }
  }
  leftBehind() {
    const found = [];
    const prefix = this.key("");
    for (let index = 0; this.shelf && index < this.shelf.length; index += 1) {
      const key = this.shelf.key(index);
      if (!key?.startsWith(prefix) || key === this.key(this.session))
        continue;
      found.push(...readOperations(this.shelf.getItem(key)));
    }
    return found.sort((a, b) => (a.session < b.session ? -1 : 1) * +(a.session !== b.session) || a.seq - b.seq);
  }
  forget(session, seq) {
    if (!this.shelf)
      return;
    const rest = readOperations(this.shelf.getItem(this.key(session))).filter((o) => o.seq !== seq);
    this.keep(rest, session);
  }
};
function readOperations(kept) {
  try {
    const operations = JSON.parse(kept ?? "[]");
    return Array.isArray(operations) ? operations.filter((o) => o?.session && o?.seq) : [];
  } catch {
    return [];
  }
}

// src/annotator/roll.js
var LINES_IN_LEAF = 4;
var PARTS_IN_BLOCK = 24;
var MARGIN = "240px";
var CHARACTERS_IN_ROW = 80;
var ROW_HEIGHT = 3.134;
var LINE_GAP = 0.25;
function cutBlocks(lines) {
  let blocks = inGroups(lines, LINES_IN_LEAF).map((part) => makeBlock(part, []));
  while (blocks.length > PARTS_IN_BLOCK)
    blocks = inGroups(blocks, PARTS_IN_BLOCK).map((parts) => makeBlock(parts.flatMap((part) => part.lines), parts));
  return blocks;
}
function inGroups(items, size) {
  const groups = [];
  for (let at = 0; at < items.length; at += size)
    groups.push(items.slice(at, at + size));
  return groups;
}
function makeBlock(lines, parts) {
  return { node: null, lines, parts, isOpen: false };
}
function nodeOf(block) {
  if (!block.node) {
    block.node = make("div", { class: "gn-block" });
    block.node.style.minHeight = `${estimateHeight(block.lines)}rem`;
  }
  return block.node;
}
function estimateHeight(lines) {
  let rows = 0;
  for (const [start, end] of lines)
    rows += Math.max(1, Math.ceil((end - start) / CHARACTERS_IN_ROW));
  return rows * ROW_HEIGHT + lines.length * LINE_GAP;
}
var Roll = class {
  constructor(host, frame, { onOpen, onClose, onTurn }) {
    this.host = host;
    this.frame = frame;
    this.onOpen = onOpen;
    this.onClose = onClose;
    this.onTurn = onTurn;
    this.parts = [];
    this.blocks = /* @__PURE__ */ new Map();
    this.observer = null;
  }
  load(lines) {
    this.close();
    if (typeof IntersectionObserver !== "undefined")
      this.observer = new IntersectionObserver((entries) => this.turn(entries), {
        root: this.frame,
        rootMargin: MARGIN
      });
    this.parts = cutBlocks(lines);
    this.lay(this.parts, this.host);
    this.reveal(0);
  }
  lay(parts, host) {
    host.replaceChildren(...parts.map(nodeOf));
    for (const part of parts) {
      this.blocks.set(nodeOf(part), part);
      if (this.observer)
        this.observer.observe(nodeOf(part));
      else
        this.open(part);
    }
  }
  turn(entries) {
    const leaving = [];
    for (const { target, isIntersecting } of entries) {
      const block = this.blocks.get(target);
      if (block && isIntersecting)
        this.open(block);
      else if (block)
        leaving.push(block);
    }
    const heights = leaving.map((block) => nodeOf(block).offsetHeight);
    for (const [place, block] of leaving.entries())
      this.shut(block, heights[place]);
    this.onTurn();
  }
  open(block) {
    if (block.isOpen)
      return;
    block.isOpen = true;
    nodeOf(block).style.minHeight = "";
    if (block.parts.length > 0)
      this.lay(block.parts, nodeOf(block));
    else
      this.onOpen(nodeOf(block), block.lines);
  }
  shut(block, height) {
    if (!block.isOpen)
      return;
    block.isOpen = false;
    for (const part of block.parts) {
      const node2 = nodeOf(part);
      this.blocks.delete(node2);
      this.observer?.unobserve(node2);
      if (part.isOpen)
        this.shut(part, node2.offsetHeight);
    }
    const node = nodeOf(block);
    if (block.parts.length === 0)
      this.onClose(node);
    node.replaceChildren();
    node.style.minHeight = `${height}px`;
  }
  reveal(position) {
    let parts = this.parts;
    for (; ; ) {
      const block = parts.find(({ lines }) => position <= lines[lines.length - 1][1]);
      if (!block)
        return null;
      this.open(block);
      if (block.parts.length === 0)
        return nodeOf(block);
      parts = [...block.parts];
    }
  }
  close() {
    this.observer?.disconnect();
    this.observer = null;
    this.blocks.clear();
    this.parts = [];
    this.host.replaceChildren();
  }
};

// src/annotator/segments.js
function cutFlat(start, end, marks, cuts = []) {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start);
  inside.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const borders = /* @__PURE__ */ new Set([start, end]);
  for (const mark of inside)
    borders.add(Math.max(start, mark.start)).add(Math.min(end, mark.end));
  for (const cut of cuts)
    if (start < cut && cut < end)
      borders.add(cut);
  const ordered = [...borders].sort((a, b) => a - b);
  return ordered.slice(0, -1).map((from, index) => ({
    start: from,
    end: ordered[index + 1],
    marks: inside.filter((mark) => mark.start <= from && mark.end > from)
  }));
}
function assignLanes(marks) {
  const inwards = [...marks].sort((a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start);
  const lanes = /* @__PURE__ */ new Map();
  for (const mark of inwards) {
    const taken = /* @__PURE__ */ new Set();
    for (const [other, lane2] of lanes)
      if (other.start < mark.end && mark.start < other.end)
        taken.add(lane2);
    let lane = 0;
    while (taken.has(lane))
      lane += 1;
    lanes.set(mark, lane);
  }
  return lanes;
}

// src/annotator/painter.js
var GLYPH_REACH = 6;
var Painter = class {
  constructor(host, frame, controller) {
    this.host = host;
    this.frame = frame;
    this.controller = controller;
    this.palette = new Palette(controller.schema);
    this.roll = new Roll(host, frame, {
      onOpen: (node, lines) => this.mount(node, lines),
      onClose: (node) => this.unmount(node),
      onTurn: () => this.placeNames()
    });
    this.painted = /* @__PURE__ */ new Map();
    this.hits = [];
    this.offered = [];
    this.fresh = /* @__PURE__ */ new Set();
  }
  load() {
    this.painted.clear();
    this.fresh.clear();
    this.roll.load(this.controller.article.lines);
  }
  measureNames() {
    const places = measureChips(this.fresh);
    this.fresh.clear();
    return places;
  }
  placeNames() {
    placeChips(this.measureNames());
  }
  mount(node, lines) {
    for (const span of lines) {
      const kind = this.controller.article.sectionAt(span[0]);
      const line = make("p", { class: "gn-line", "data-section": kind });
      node.append(line);
      this.painted.set(line, { span, signature: "?" });
    }
    this.update();
  }
  unmount(node) {
    for (const line of node.children) {
      this.painted.delete(line);
      this.fresh.delete(line);
    }
  }
  update() {
    const { records, event, focusId } = this.controller;
    const spans = [...this.painted.values()].map((line) => line.span);
    if (spans.length === 0)
      return;
    const from = Math.min(...spans.map((span) => span[0]));
    const to = Math.max(...spans.map((span) => span[1]));
    this.offered = event && this.controller.armedRole ? candidatesNear(this.controller, event) : suggestedBetween(this.controller, from, to);
    const marks = marksOf(records, this.palette, event, from, to);
    for (const [line, painted] of this.painted) {
      const [start, end] = painted.span;
      const inside = marks.filter((mark) => mark.start < end && mark.end > start);
      const looks = this.looks(start, end);
      const focus = inside.some((mark) => mark.id === focusId) ? focusId : "";
      const signature = JSON.stringify([inside, looks, focus]);
      if (signature === painted.signature)
        continue;
      painted.signature = signature;
      this.paintLine(line, painted.span, inside, looks);
      this.fresh.add(line);
    }
  }
  refit() {
    for (const line of this.painted.keys())
      this.fresh.add(line);
  }
  looks(start, end) {
    const { selection, focused } = this.controller;
    const looks = [];
    if (selection)
      looks.push(["on", ...selection]);
    if (focused?.kind === "mention" && focused.head)
      looks.push(["head", ...focused.head]);
    for (const span of this.offered)
      looks.push(["may", ...span]);
    for (const hit of this.hits)
      looks.push(["hit", ...hit]);
    return looks.filter(([, from, to]) => from < end && to > start);
  }
  paintLine(line, [start, end], marks, looks) {
    const lanes = assignLanes(marks);
    const cuts = looks.flatMap(([, from, to]) => [from, to]);
    const pieces = cutFlat(start, end, marks, cuts).filter((piece) => piece.start < piece.end);
    const nodes = pieces.map((piece) => this.paintPiece(piece, lanes, looks));
    replaceChanged(line, nodes.length > 0 ? nodes : [make("br")]);
  }
  paintPiece(piece, lanes, looks) {
    const { article, focusId } = this.controller;
    const node = make("span", {
      class: "gn-piece",
      "data-start": piece.start,
      "data-end": piece.end
    });
    node.textContent = article.slice(piece.start, piece.end);
    for (const [name, from, to] of looks)
      if (from <= piece.start && piece.end <= to)
        node.classList.add(`gn-${name}`);
    if (piece.marks.length === 0)
      return node;
    node.classList.add("gn-marked");
    node.dataset.ids = piece.marks.map((mark) => mark.id).join(" ");
    const opening = piece.marks.filter((mark) => mark.start === piece.start && mark.opens);
    if (opening.length > 0)
      dressChip(node, opening, focusId);
    const roles = piece.marks.filter((mark) => mark.role && mark.start === piece.start && mark.opens);
    if (roles.length > 0)
      node.dataset.role = roles.map((mark) => mark.role).join(", ");
    drawLines(node, piece.marks, lanes, focusId);
    return node;
  }
  pieces() {
    const found = /* @__PURE__ */ new Map();
    for (const line of this.painted.keys())
      for (const node of line.children)
        for (const id of node.dataset.ids?.split(" ") ?? [])
          if (!found.has(id))
            found.set(id, node);
    return found;
  }
  sheaves() {
    const { event, records, showsAllArcs } = this.controller;
    if (!event && !showsAllArcs)
      return [];
    const pieces = this.pieces();
    const events = showsAllArcs ? [...pieces.keys()].map((id) => records.get(id)) : [event];
    return events.flatMap((record) => {
      const trigger = record?.kind === "event" && pieces.get(record.id);
      if (!trigger)
        return [];
      const fillers = (record.arguments ?? []).flatMap(({ ref }) => pieces.get(ref) ?? []);
      const isFaint = record.id !== event?.id;
      return [{ trigger, fillers, colour: this.palette.colour(record.type), isFaint }];
    });
  }
  reveal(position) {
    for (const node of this.roll.reveal(position)?.querySelectorAll("[data-start]") ?? []) {
      const piece = node;
      if (Number(piece.dataset.start) > position || Number(piece.dataset.end) <= position)
        continue;
      const box2 = piece.getBoundingClientRect();
      const frame = this.frame.getBoundingClientRect();
      const isSeen = box2.top >= frame.top + 24 && box2.bottom <= frame.bottom - 24;
      if (!isSeen)
        this.frame.scrollTop += box2.top - frame.top - frame.height / 3;
      return;
    }
  }
  positionAt(target, x, y) {
    if (!(target instanceof Element))
      return -1;
    const piece = target.closest("[data-start]");
    if (piece)
      return this.positionIn(piece, x, y);
    const line = target.closest(".gn-line");
    return line ? this.nearestIn(line, x, y) : -1;
  }
  isOnWords(target, x) {
    const piece = target instanceof Element ? target.closest("[data-start]") : null;
    if (!piece?.firstChild)
      return false;
    const range = document.createRange();
    range.selectNodeContents(piece);
    const words = piece.textContent ?? "";
    range.setEnd(piece.firstChild, words.trimEnd().length);
    const boxes = [...range.getClientRects?.() ?? []];
    const isNear = boxes.some((b) => b.left - GLYPH_REACH <= x && x <= b.right + GLYPH_REACH);
    return isNear || piece.hasAttribute("data-chip");
  }
  positionIn(piece, x, y) {
    const start = Number(piece.dataset.start);
    const end = Number(piece.dataset.end);
    const text = piece.firstChild;
    if (!text)
      return start;
    const { article } = this.controller;
    const base = article.points.toUnits(start);
    const range = document.createRange();
    let best2 = start;
    let bestDistance = Number.POSITIVE_INFINITY;
    for (let index = article.tokenAt(start); index < article.tokens.length; index += 1) {
      const [from, to] = article.tokens[index];
      if (from >= end)
        break;
      const first = Math.max(from, start);
      if (to <= first)
        continue;
      range.setStart(text, article.points.toUnits(first) - base);
      range.setEnd(text, article.points.toUnits(Math.min(to, end)) - base);
      for (const box2 of range.getClientRects?.() ?? []) {
        const distance = distanceTo(box2, x, y);
        if (distance < bestDistance)
          [best2, bestDistance] = [first, distance];
      }
      if (bestDistance === 0)
        break;
    }
    return best2;
  }
  nearestIn(line, x, y) {
    let best2 = -1;
    let bestDistance = Number.POSITIVE_INFINITY;
    for (const node of line.querySelectorAll("[data-start]"))
      for (const box2 of node.getClientRects()) {
        const distance = distanceTo(box2, x, y);
        if (distance >= bestDistance)
          continue;
        bestDistance = distance;
        best2 = this.positionIn(node, x, y);
      }
    return best2;
  }
  close() {
    this.roll.close();
    this.painted.clear();
  }
};
function distanceTo(box2, x, y) {
  const dx = Math.max(box2.left - x, 0, x - box2.right);
  const dy = Math.max(box2.top - y, 0, y - box2.bottom);
  return dx + dy * 4;
}
function dressChip(node, opening, focusId) {
  const first = opening.find((mark) => mark.id === focusId) ?? opening[0];
  const sign = opening.some((mark) => mark.flagged) ? " ⚑" : "";
  node.dataset.chip = [...new Set(opening.map((mark) => mark.chip))].join(" · ") + sign;
  node.title = node.dataset.chip;
  node.dataset.kind = first.kind;
  node.style.setProperty("--gn-chip", first.colour);
}
function drawLines(node, marks, lanes, focusId) {
  const layers = [];
  for (const mark of marks) {
    const height = mark.id === focusId ? 3 : 2;
    const raise = height + 1 + (lanes.get(mark) ?? 0) * 4;
    const colour = `var(--gn-mark, ${mark.colour})`;
    const image = mark.kind === "time" ? `repeating-linear-gradient(90deg, ${colour} 0 5px, transparent 5px 8px)` : `linear-gradient(${colour}, ${colour})`;
    layers.push([image, `left 0 bottom calc(var(--gn-drop) - ${raise}px)`, `100% ${height}px`]);
    if (mark.kind !== "event")
      continue;
    const wash = `var(--gn-wash, color-mix(in srgb, ${mark.colour} 16%, transparent))`;
    layers.push([
      `linear-gradient(${wash}, ${wash})`,
      "left 0 top 0",
      "100% calc(100% - var(--gn-drop))"
    ]);
  }
  node.style.backgroundImage = layers.map(([image]) => image).join(", ");
  node.style.backgroundPosition = layers.map(([, position]) => position).join(", ");
  node.style.backgroundSize = layers.map(([, , size]) => size).join(", ");
}

// src/annotator/pointer.js
var DOUBLE_WITHIN = 350;
var BESIDE = 14;
var Pointer = class {
  constructor({ text, controller, painter, once }) {
    this.text = text;
    this.controller = controller;
    this.painter = painter;
    this.once = once;
    this.lastClick = void 0;
    this.dragging = null;
    this.sign = make("div", { class: "gn-would", "aria-hidden": "true", hidden: true });
  }
  listen(signal) {
    const hide = () => this.hide();
    const leave = () => {
      this.dragging = null;
      this.hide();
    };
    const { text } = this;
    text.addEventListener("pointerdown", (event) => this.onDown(event), { signal });
    text.addEventListener("pointermove", (event) => this.onMove(event), { signal });
    text.addEventListener("pointerup", (event) => this.onUp(event), { signal });
    text.addEventListener("pointercancel", leave, { signal });
    text.addEventListener("pointerleave", hide, { signal });
    text.addEventListener("scroll", hide, { signal });
  }
  hide() {
    if (!this.sign.hidden)
      this.sign.hidden = true;
  }
  onDown(event) {
    if (event.button !== 0)
      return;
    this.hide();
    const start = this.painter.positionAt(event.target, event.clientX, event.clientY);
    this.text.focus({ preventScroll: true });
    const isOnWords = start >= 0 && this.painter.isOnWords(event.target, event.clientX);
    if (!isOnWords)
      this.controller.pointOutside();
    if (start < 0)
      return;
    event.preventDefault();
    this.dragging = { start, moved: false, isOnWords };
  }
  onMove(event) {
    if (!this.dragging || (event.buttons & 1) === 0)
      return this.foretell(event);
    const position = this.painter.positionAt(event.target, event.clientX, event.clientY);
    if (position < 0)
      return;
    const { article } = this.controller;
    if (article.tokenAt(position) !== article.tokenAt(this.dragging.start))
      this.dragging.moved = true;
    if (!this.dragging.moved)
      return;
    const from = Math.min(this.dragging.start, position);
    const to = Math.max(this.dragging.start, position) + 1;
    if (!this.controller.armed)
      this.controller.leaveRecord();
    this.controller.select(article.snap(from, to), this.controller.armed ? this.controller.focusId : "", true);
  }
  onUp(event) {
    const dragging = this.dragging;
    this.dragging = null;
    if (!dragging)
      return;
    const { selection } = this.controller;
    if (dragging.moved && selection)
      return this.once(() => this.controller.drag(...selection));
    if (!dragging.isOnWords)
      return;
    const how = {
      extend: event.shiftKey,
      twice: event.detail > 1 || this.isDouble(dragging.start),
      exact: event.altKey
    };
    this.once(() => this.controller.point(dragging.start, how));
  }
  isDouble(position) {
    const now = performance.now();
    const last = this.lastClick;
    this.lastClick = { position, now };
    return last !== void 0 && last.position === position && now - last.now < DOUBLE_WITHIN;
  }
  foretell(event) {
    const { controller, painter, sign } = this;
    if (!controller.isAutoArmed && sign.hidden)
      return;
    const { target, clientX, clientY } = event;
    const position = controller.isAutoArmed ? painter.positionAt(target, clientX, clientY) : -1;
    const isOnWords = position >= 0 && painter.isOnWords(target, clientX);
    const meant = isOnWords ? clickMeans(controller, position) : null;
    sign.hidden = !meant;
    if (!meant)
      return;
    const { role, filler, type } = meant;
    const words = Array.isArray(filler) ? controller.article.slice(...filler) : filler.text;
    const told = [role, type, shorten(words)].filter(Boolean).join(" · ");
    if (sign.textContent !== told)
      sign.textContent = told;
    const frame = sign.parentElement.getBoundingClientRect();
    const widest = Math.max(0, frame.width - sign.offsetWidth);
    const x = Math.min(clientX - frame.left + BESIDE, widest);
    const y = clientY - frame.top + BESIDE;
    sign.style.transform = `translate(${x}px, ${y}px)`;
  }
};

// src/annotator/speech.js
function wordsFor(controller, language, key, details) {
  const words = details.filter(Boolean);
  if (key === "span")
    return [plain(words.join(", "))];
  if (key === "record") {
    const record = controller.records.get(details[0]);
    const level = record && "level" in record ? record.level ?? "" : "";
    return isSpanned(record) ? [plain(`${[record.type, level].filter(Boolean).join(" ")}: ${record.text}`)] : [];
  }
  if (key === "pickRole")
    return [question(bilingual(key, language), ` ${details[0]}: `), plain(details[1] ?? "")];
  if (key.startsWith("pickSame"))
    return [question(bilingual(key, language), " "), bilingual(`${key}How`, language)];
  if (key === "noCandidates")
    return [bilingual("suggestion", language), plain(": "), bilingual("empty", language)];
  const text = bilingual(key, language);
  return words.length > 0 ? [text, plain(`: ${words.join(" ")}`)] : [text];
}
function question(...words) {
  return make("span", { class: "gn-question" }, ...words);
}
function plain(words) {
  return document.createTextNode(words);
}
function hints(language, ...keys) {
  const one = (caps, key) => make("span", {}, ...caps.map((cap) => keycap(cap)), " ", bilingual(key, language));
  return make("span", { class: "gn-hints" }, ...keys.map(([caps, key]) => one(caps, key)));
}
function modeNodes(controller, language) {
  const role = controller.armedRole;
  const { next, previous, accept: accept2, cancel } = controller.keymap.keys;
  const suggestion = controller.focusId ? null : controller.candidate?.suggestion;
  const mode = (...children) => [make("span", { class: "gn-mode" }, ...children)];
  if (controller.typed)
    return mode(keycap(controller.typed), "…");
  if (role) {
    const keys = hints(language, [[next], "walk"], [[accept2], "fillIt"], [[cancel], "leave"]);
    return mode(make("span", {}, bilingual("pickRole", language), ` ${role.code}`), keys);
  }
  if (controller.picking) {
    const walk = [next, previous, "ArrowLeft", "ArrowRight"];
    const keys = hints(language, [walk, "walk"], [[accept2], "linkIt"], [[cancel], "drop"]);
    return mode(bilingual(pickingText(controller), language), keys);
  }
  return suggestion ? mode(keycap(accept2), ` ${suggestion.type}`) : [];
}

// src/annotator/theme.js
function followTheme(root, wanted) {
  const system = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
  const refresh = () => {
    const lab = document.body.dataset.jpThemeLight;
    const host = lab === void 0 ? system?.matches : lab === "false";
    const theme = wanted();
    root.dataset.theme = theme === "light" || theme === "dark" ? theme : host ? "dark" : "light";
  };
  const observer = new MutationObserver(refresh);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  system?.addEventListener("change", refresh);
  refresh();
  const end = () => {
    observer.disconnect();
    system?.removeEventListener("change", refresh);
  };
  return Object.assign(end, { refresh });
}

// src/annotator/wire.js
var LATE_AFTER = 3e3;
var SILENT_AFTER = 6e3;
var BEAT_EVERY = 2e3;
var RESEND_EVERY = 5e3;
var ENTRY = { kind: "op", session: "", seq: 0, document: "", edits: [] };
var MESSAGE_LIMIT = 8 * 1024 * 1024;
var Wire = class {
  constructor({ send, outbox, session, now, position, onNews, onRefusal, onHealth }) {
    this.sendRaw = send;
    this.outbox = outbox;
    this.session = session;
    this.now = now;
    this.position = position;
    this.onNews = onNews;
    this.onRefusal = onRefusal;
    this.onHealth = onHealth;
    this.waiting = [];
    this.health = "connecting";
    this.seq = 0;
    this.welcomed = false;
    this.heard = 0;
    this.asked = 0;
    this.lastBeat = 0;
    this.opening = "";
    this.turned = 0;
    this.trouble = "";
    this.toldTrouble = "";
    this.lastTravel = null;
  }
  get open() {
    return this.welcomed && !this.opening && (this.health === "saved" || this.health === "saving");
  }
  get unconfirmed() {
    return this.waiting.filter((o) => o.session === this.session).flatMap((o) => o.edits);
  }
  hello() {
    this.lastBeat = this.now();
    this.asked ||= this.lastBeat;
    this.say({ kind: "hello", ...this.position() });
  }
  bye() {
    this.say({ kind: "bye" });
  }
  commit(document2, edits) {
    if (!this.open || edits.length === 0)
      return false;
    const seq = this.seq + 1;
    this.seq += edits.length;
    return this.dispatch({ kind: "op", session: this.session, seq, document: document2, edits: [...edits] });
  }
  travel(kind, document2) {
    if (!this.open)
      return false;
    this.seq += 1;
    this.lastTravel = { kind, seq: this.seq };
    return this.dispatch({ kind, session: this.session, seq: this.seq, document: document2, edits: [] });
  }
  page(document2) {
    if (!this.welcomed || this.health === "gone")
      return;
    this.opening = document2;
    this.turned = this.now();
    this.asked = this.turned;
    this.say({ kind: "open", document: document2 });
  }
  ask(question2) {
    if (this.welcomed && this.health !== "gone")
      this.say(question2);
  }
  dispatch(operation) {
    const size = JSON.stringify(operation).length * 3;
    if (size > MESSAGE_LIMIT) {
      this.onRefusal({ operation, reason: "too-large", isConflict: false });
      return false;
    }
    const now = this.now();
    this.waiting.push({ ...operation, sent: now, first: now });
    this.keep();
    this.say(operation);
    this.assess();
    return true;
  }
  receive(message) {
    if (message.session !== this.session)
      return;
    this.heard = this.now();
    this.asked = 0;
    if (message.kind === "ack" || message.kind === "nack")
      this.answer(message);
    if (message.kind === "nack" && !message.seq)
      this.refuseEntry(message.reason ?? "");
    if (message.kind === "opened")
      this.opening = "";
    if (message.kind === "welcome")
      this.enter();
    this.assess();
    this.onNews(message);
    this.assess();
  }
  refuseEntry(reason) {
    const operation = { ...ENTRY, session: this.session, document: this.opening };
    if (this.opening || !this.welcomed)
      this.onRefusal({ operation, reason, isConflict: false });
    this.opening = "";
  }
  enter() {
    const first = !this.welcomed;
    this.welcomed = true;
    this.opening = "";
    if (!first)
      return;
    const now = this.now();
    for (const operation of this.outbox.leftBehind()) {
      this.waiting.push({ ...operation, sent: now, first: now });
      this.say(operation);
    }
  }
  answer(message) {
    const author = message.author ?? this.session;
    const index = this.waiting.findIndex((o) => o.seq === message.seq && o.session === author);
    if (index < 0)
      return;
    this.trouble = message.again ? message.reason ?? "" : "";
    if (message.again) {
      this.waiting[index].first = Number.NEGATIVE_INFINITY;
      return;
    }
    const [operation] = this.waiting.splice(index, 1);
    if (author === this.session)
      this.keep();
    else
      this.outbox.forget(author, operation.seq);
    if (message.kind !== "nack")
      return;
    const isConflict = message.conflict ?? false;
    this.onRefusal({ operation, reason: message.reason ?? "", isConflict });
  }
  tick(now) {
    if (!this.welcomed) {
      if (now - this.lastBeat >= LATE_AFTER)
        this.hello();
    } else if (!this.asked && now - this.lastBeat >= BEAT_EVERY) {
      this.lastBeat = now;
      this.asked = now;
      this.say({ kind: "beat", ...this.position() });
    } else if (this.asked && now - this.lastBeat >= RESEND_EVERY) {
      this.lastBeat = now;
      this.say({ kind: "beat", ...this.position() });
    }
    if (this.opening && now - this.turned >= RESEND_EVERY) {
      this.turned = now;
      this.say({ kind: "open", document: this.opening });
    }
    for (const operation of this.waiting)
      if (now - operation.sent >= RESEND_EVERY) {
        operation.sent = now;
        this.say({ ...operation, revisions: this.position().revisions });
      }
    this.assess();
  }
  assess() {
    const now = this.now();
    const oldest = this.waiting[0];
    let health = this.waiting.length > 0 ? "saving" : "saved";
    if (oldest && now - oldest.first >= LATE_AFTER)
      health = "late";
    if (this.asked && now - this.asked >= SILENT_AFTER)
      health = "gone";
    if (!this.welcomed && health !== "gone")
      health = "connecting";
    if (health === this.health && this.trouble === this.toldTrouble)
      return;
    this.health = health;
    this.toldTrouble = this.trouble;
    this.onHealth();
  }
  keep() {
    this.outbox.keep(this.waiting.filter((o) => o.session === this.session).map(({ kind, session, seq, document: document2, edits }) => ({
      kind,
      session,
      seq,
      document: document2,
      edits
    })));
  }
  say(message) {
    try {
      this.sendRaw({ from: this.session, ...message });
    } catch {
    }
  }
};

// src/annotator/index.js
var TICK = 500;
var PANEL_WITHIN = 60;
var PAGES = ["chosen", "find", "events", "entities", "documents"];
function randomHex(bytes) {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return [...values].map((value) => value.toString(16).padStart(2, "0")).join("");
}
function readDocument(text) {
  return JSON.parse(text);
}
function findShelf() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
var View = class {
  constructor(model, el) {
    this.model = model;
    this.config = model.get("config");
    this.language = this.config.language ?? "vi";
    this.stop = new AbortController();
    this.page = "chosen";
    this.filter = "";
    this.isListing = false;
    this.shownDocument = "";
    this.isActing = false;
    this.isStale = false;
    this.isPanelDue = false;
    this.spoken = [];
    this.told = 0;
    this.drawn = /* @__PURE__ */ new Map();
    this.place = "";
    this.help = void 0;
    this.refusals = [];
    const opened = readDocument(model.get("document"));
    this.session = randomHex(8);
    this.fields = new Fields(this.language);
    this.controller = new Controller({
      schema: model.get("schema"),
      config: this.config,
      opened,
      newId: (prefix) => `${prefix}-${randomHex(6)}`,
      onChange: () => this.update(),
      onSay: (key, ...details) => this.speak(key, details)
    });
    this.wire = new Wire({
      send: (message) => model.send(message),
      outbox: new Outbox(findShelf(), `${opened.project}:${opened.annotator}`, this.session),
      session: this.session,
      now: () => performance.now(),
      position: () => ({
        document: this.controller.opened.id,
        revisions: this.controller.revisions
      }),
      onNews: (message) => this.controller.hear(message),
      onRefusal: (refusal) => this.refuse(refusal),
      onHealth: () => this.updateHealth()
    });
    this.controller.wire = this.wire;
    const frame = makeFrame(this.language);
    this.root = frame.root;
    this.titleBar = frame.titleBar;
    this.lamp = frame.lamp;
    this.alerts = frame.alerts;
    this.asks = frame.asks;
    this.arcs = frame.arcs;
    this.paper = frame.paper;
    this.text = frame.text;
    this.keys = frame.keys;
    this.status = frame.status;
    this.live = frame.live;
    this.tabs = frame.tabs;
    this.body = frame.body;
    this.painter = new Painter(this.paper, this.text, this.controller);
    this.pointer = new Pointer({
      text: this.text,
      controller: this.controller,
      painter: this.painter,
      once: (act) => this.once(act)
    });
    frame.main.append(this.pointer.sign);
    el.append(this.root);
    this.unfollow = followTheme(this.root, () => this.model.get("theme"));
    this.update();
    this.listen();
  }
  listen() {
    const { signal } = this.stop;
    this.root.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.pointer.listen(signal);
    for (const act of ["pointerdown", "keydown", "input", "change", "click"])
      this.body.addEventListener(act, (event) => this.catchUp(event), { capture: true, signal });
    addEventListener("beforeunload", (event) => {
      if (this.wire.waiting.length > 0)
        event.preventDefault();
    }, { signal });
    const onMessage = ({ opened, ...message }) => {
      if (message.session !== this.session)
        return;
      this.wire.receive(opened ? { ...message, opened: readDocument(opened) } : message);
      if (this.isPanelDue && message.kind === "ack")
        this.updatePanel();
    };
    const onTheme = () => this.unfollow.refresh();
    this.model.on("msg:custom", onMessage);
    this.model.on("change:theme", onTheme);
    const timer = setInterval(() => this.wire.tick(performance.now()), TICK);
    signal.addEventListener("abort", () => {
      clearInterval(timer);
      this.model.off("msg:custom", onMessage);
      this.model.off("change:theme", onTheme);
      this.unfollow();
      this.painter.close();
      this.wire.bye();
      this.root.remove();
    });
    if (typeof ResizeObserver !== "undefined") {
      const observer = new ResizeObserver(() => {
        this.painter.refit();
        this.settle();
      });
      observer.observe(this.paper);
      signal.addEventListener("abort", () => observer.disconnect());
    }
    this.wire.hello();
  }
  onKey(event) {
    if (event.isComposing || event.keyCode === 229)
      return;
    const target = event.composedPath()[0];
    const isField = /^(INPUT|SELECT|TEXTAREA)$/u.test(target.tagName);
    const isControl = isField || target.tagName === "BUTTON" && /^(Enter|Space)$/u.test(event.code);
    event.stopPropagation();
    const isSearch = this.page === "find" && target.dataset.field === "filter";
    if (event.code === "Escape") {
      this.leaveSearch(isSearch);
      if (isField || this.help) {
        event.preventDefault();
        return this.closeHelp();
      }
    }
    if (isSearch && /Enter$/u.test(event.code)) {
      event.preventDefault();
      return this.goToHit(event.shiftKey ? -1 : 1);
    }
    const ctrl = event.ctrlKey || event.metaKey;
    const isTravel = ctrl && /^Key[ZY]$/u.test(event.code);
    if (isControl && !(isTravel && target.tagName === "SELECT"))
      return;
    if (target.closest("[role=tablist]") && event.code.startsWith("Arrow"))
      return this.turnTab(event);
    const press = { code: event.code, shift: event.shiftKey, ctrl, alt: event.altKey };
    if (this.once(() => this.controller.press(press)))
      event.preventDefault();
  }
  once(act) {
    this.isActing = true;
    try {
      return act();
    } finally {
      this.isActing = false;
      if (this.isStale)
        this.update();
      else
        this.updateStatus();
    }
  }
  goToHit(direction) {
    const { hits } = this.painter;
    const [start, end] = this.controller.selection ?? [0, 0];
    const ahead = direction > 0 ? hits.find((hit) => hit[0] >= end) ?? hits[0] : [...hits].reverse().find((hit) => hit[1] <= start) ?? hits[hits.length - 1];
    if (!ahead)
      return this.speak("noHits", [this.filter]);
    this.controller.goTo(ahead);
    this.speak("hit", [`${hits.indexOf(ahead) + 1}/${hits.length}`]);
  }
  leaveSearch(isInBox) {
    if (this.painter.hits.length === 0 && !isInBox)
      return;
    this.painter.hits = [];
    this.filter = "";
    if (this.page === "find")
      this.page = "chosen";
    this.painter.update();
    this.updatePanel();
  }
  turnTab(event) {
    const step2 = event.code === "ArrowRight" ? 1 : -1;
    this.page = PAGES[(PAGES.indexOf(this.page) + step2 + PAGES.length) % PAGES.length];
    this.filter = "";
    this.updatePanel();
    this.tabs.querySelector("[aria-selected=true]")?.focus();
  }
  speak(key, details) {
    this.spoken = wordsFor(this.controller, this.language, key, details);
    this.live.replaceChildren(...this.spoken.map((node) => node.cloneNode(true)));
    this.told += 1;
    if (!this.isActing)
      this.updateStatus();
  }
  refuse(refusal) {
    if (refusal.reason === "too-large")
      refusal.reason = say("tooLarge", this.language);
    const { reason } = refusal;
    if (!this.refusals.some((told) => !told.operation.seq && told.reason === reason))
      this.refusals.push(refusal);
    this.updateHealth();
  }
  update() {
    this.isStale = this.isActing;
    if (this.isStale)
      return;
    const { controller } = this;
    this.pointer.hide();
    const isNew = this.shownDocument !== controller.opened.id;
    if (isNew) {
      this.shownDocument = controller.opened.id;
      this.painter.load();
      this.text.scrollTop = 0;
      searchLater(controller);
    } else
      this.painter.update();
    const { documents, event, armed, typed, picking, showsAllArcs } = controller;
    const { state } = controller.records;
    this.redraw(this.titleBar, [controller.opened.id, state, documents, showsAllArcs], () => titleBar(controller, this.language));
    this.redraw(this.keys, [event, armed, typed, picking], () => keyBar(controller, this.language));
    if (controller.focusId || controller.selection) {
      const moved = `${controller.focusId}${controller.selection}`;
      if (this.isListing && moved !== this.place)
        this.filter = "";
      if (moved !== this.place)
        this.isListing = false;
      if (this.page !== "chosen" && moved !== this.place && !this.filter)
        this.page = "chosen";
      this.place = moved;
    }
    if (isNew)
      this.updatePanel();
    else
      this.updatePanelSoon();
    this.updateHealth();
    if (controller.selection)
      this.painter.reveal(controller.selection[0]);
    this.settle();
    this.grantWish();
  }
  settle() {
    const names = this.painter.measureNames();
    const arcs = measureArcs(this.text, this.painter.sheaves());
    placeChips(names);
    drawArcs(this.arcs, arcs);
  }
  redraw(host, shown, build, put = rebuild) {
    const signature = JSON.stringify(shown);
    if (this.drawn.get(host) === signature)
      return;
    this.drawn.set(host, signature);
    put(host, build);
  }
  updatePanelSoon() {
    const root = this.root.getRootNode();
    const isBusy = root.activeElement && this.body.contains(root.activeElement);
    if (isBusy || typeof requestAnimationFrame === "undefined")
      return this.updatePanel();
    if (this.isPanelDue)
      return;
    this.isPanelDue = true;
    const wait = this.wire.waiting.length > 0 ? PANEL_WITHIN : 0;
    requestAnimationFrame(() => setTimeout(() => this.isPanelDue && this.updatePanel(), wait));
  }
  catchUp(event) {
    if (!this.isPanelDue)
      return;
    if (/^(?:input|change|click)$/u.test(event.type))
      event.stopImmediatePropagation();
    this.updatePanel();
  }
  updatePanel() {
    this.isPanelDue = false;
    const { controller, fields, language } = this;
    this.redraw(this.tabs, this.page, () => PAGES.map((page2) => make("button", {
      role: "tab",
      class: "gn-tab",
      "data-field": `tab-${page2}`,
      "aria-selected": String(page2 === this.page),
      tabindex: page2 === this.page ? "0" : "-1",
      onclick: () => {
        this.page = page2;
        this.filter = "";
        this.updatePanel();
      }
    }, bilingual(page2, language))));
    const onFilter = (filter) => {
      this.filter = filter;
      this.painter.hits = this.page === "find" ? findWords2(controller.article, filter) : [];
      this.painter.update();
      this.updatePanel();
    };
    const show = () => {
      if (this.page === "find")
        return listFinds(controller, fields, this.filter, onFilter);
      if (this.page === "events")
        return listEvents(controller, fields, this.filter, onFilter);
      if (this.page === "entities")
        return listEntities(controller, fields, this.filter, onFilter);
      if (this.page === "documents")
        return listDocuments(controller, fields, this.filter, onFilter);
      return inspect(controller, fields);
    };
    rebuild(this.body, show, `${this.page}:${controller.opened.id}:${controller.focusId}`);
    if (controller.questions.words)
      this.showFinds();
  }
  showFinds() {
    const list = this.body.querySelector(".gn-links");
    const hidden = list ? list.getBoundingClientRect().bottom - this.body.getBoundingClientRect().bottom : 0;
    if (hidden > 0)
      this.body.scrollTop += hidden;
  }
  updateStatus() {
    const { controller, language, spoken } = this;
    const { armed, picking, typed } = controller;
    const guess = controller.focusId ? "" : controller.candidate?.suggestion?.type;
    this.redraw(this.status, [this.told, armed, picking, typed, guess], () => [
      make("span", { class: "gn-said" }, ...spoken),
      ...modeNodes(controller, language)
    ]);
  }
  updateHealth() {
    const { health, welcomed } = this.wire;
    const { language, controller } = this;
    const ready = String(this.wire.open);
    if (this.root.dataset.ready !== ready)
      this.root.dataset.ready = ready;
    if (this.root.dataset.health !== health)
      this.root.dataset.health = health;
    this.redraw(this.lamp, health, () => [saveLamp(health, language)]);
    this.redraw(this.asks, controller.removing, () => controller.removing ? [removalNote(controller, this.fields)] : []);
    const problem = welcomed || health === "gone" ? banner(this.wire, language) : null;
    const shown = [problem?.textContent, this.refusals.length && controller.revisions];
    this.redraw(this.alerts, [...shown, this.refusals.map((r) => [r.operation.seq, r.reason])], () => [
      ...problem ? [problem] : [],
      ...this.refusals.map((refusal) => refusalNote(controller, refusal, language, () => {
        this.refusals = this.refusals.filter((r) => r !== refusal);
        this.updateHealth();
      }))
    ], overText(this.text));
    this.updateStatus();
  }
  grantWish() {
    const { wish } = this.controller;
    this.controller.wish = "";
    if (wish === "help")
      this.openHelp();
    if (wish === "panel" || wish === "comment") {
      this.page = "chosen";
      this.updatePanel();
      const field = wish === "comment" ? "[data-field=comment]" : "select, input, button";
      this.body.querySelector(field)?.focus();
    }
    if (wish === "list") {
      this.page = "find";
      this.filter = this.controller.listed;
      this.isListing = true;
      this.updatePanel();
    }
    if (wish === "search") {
      this.page = "find";
      this.updatePanel();
      this.body.querySelector("[data-field=filter]")?.focus();
    }
  }
  openHelp() {
    if (this.help)
      return this.closeHelp();
    this.help = helpPage(this.controller, this.language, () => this.closeHelp());
    this.root.append(this.help);
    this.help.focus();
  }
  closeHelp() {
    this.help?.remove();
    this.help = void 0;
    this.text.focus({ preventScroll: true });
  }
};
function render({ model, el }) {
  const view = new View(model, el);
  return () => view.stop.abort();
}
var index_default = { render };
export {
  index_default as default
};
