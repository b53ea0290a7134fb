import Messages
import Mustache
import NotificationsDomain
import NotificationsService
import MessageHandling
import TestStack
import Testing
import Vocabulary

/// Templates as they are compiled, beside the library that knows all of Mustache.
@Suite struct CompiledTemplateTests {
  @Test(
    "every template is written as Mustache writes it, of every sample, all known or little",
    arguments: Language.allCases)
  func ours(language: Language) throws {
    let composer = try Composer(isMailing: true)
    let sample = SampleNotices(language: language)
    for notice in try sample.notices(composer) + sample.variants(composer)
    where notice.kind.languages.contains(language) {
      let source = try #require(TemplateSources.all["\(notice.kind.rawValue).\(language.rawValue)"])
      let template = String(decoding: source, as: UTF8.self).replacing("{{greeting}}", with: "").replacing(
        "{{signature}}", with: "")
      for facts in [sample.facts, Facts()] {
        let known = KnownThings(facts, of: notice.needs + notice.wishes)
        try compare(template, composer.context(notice, known: known, days: facts.days, in: language))
      }
    }
  }

  @Test("templates of any form are written as Mustache writes them", arguments: 0..<8)
  func generated(seed: UInt64) throws {
    let composer = try Composer()
    let sample = SampleNotices(language: .french)
    let notices = try sample.notices(composer)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let notice = try #require(notices.randomElement(using: &generator))
      let known = KnownThings(sample.facts, of: notice.needs + notice.wishes)
      let context = composer.context(notice, known: known, days: sample.facts.days, in: .french)
      try compare(template(depth: 0, using: &generator), context)
    }
  }

  @Test(
    "what is malformed, or names what there is not, is refused",
    arguments: [
      "{{#a}}", "{{/a}}", "{{#a}}{{#b}}{{/a}}{{/b}}", "{{a", "{{a}", "{{}}", "{{ a }}", "{{{a}}}", "{{>a}}", "{{!a}}",
      "{{a..b}}", "{{.}}", "{{words.nothing}}", "{{words}}", "{{#platform}}{{name}}{{/platform}}",
      "{{platform.nothing}}",
      "{{with}}", "{{=a}}", "text {{",
    ])
  func refused(source: String) {
    #expect(throws: (any Error).self) { try TemplateCompiler.compile(source) }
  }

  private func compare(_ source: String, _ context: LetterContext) throws {
    let ours = try TemplateCompiler.compile(source).written(with: context)
    var theirs = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + source).render(Root(context: context))[...]
    while theirs.hasPrefix("\n") { theirs = theirs.dropFirst() }
    while theirs.hasSuffix("\n") { theirs = theirs.dropLast() }
    #expect(String(decoding: ours, as: UTF8.self) == theirs, "\(source.debugDescription)")
  }

  private func template(depth: Int, using generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1..<7, using: &generator)).map { _ in piece(depth: depth, using: &generator) }.joined()
  }

  private func piece(depth: Int, using generator: inout SeededGenerator) -> String {
    let names = [
      "hireId", "conflictOfInterest", "quote.amountCents", "quote", "quote.level", "words.amount", "words.toMember",
      "words.calendar", "lines", "member", "firstName", "lastName", "candidate.email", "candidate", "offer.title",
      "title",
      "platform.name", "platform.site", "with.reward-granted", "nothing", "nothing.more", "offer.title.more", "amount",
      "day", "particulars", "sourceSystem", "account", "company.reachable", "instalments", "amountCents",
    ]
    // What has no single value is not written by us.
    let objects: Set = ["quote", "words.calendar", "lines", "member", "candidate", "particulars", "instalments"]
    let name = names.randomElement(using: &generator)!
    switch Int.random(in: 0..<(depth > 3 ? 6 : 10), using: &generator) {
    case 0: return "\n"
    case 1: return [" ", "\t", "  ", "\n\n", " \n"].randomElement(using: &generator)!
    case 2, 3: return ["text", "é « ", "{-", " }", "{ }", "a line\n", "<&>"].randomElement(using: &generator)!
    case 4, 5: return objects.contains(name) ? "text" : "{{\(name)}}"
    default:
      let sign = ["#", "#", "^"].randomElement(using: &generator)!
      let lines = ["", "\n", " ", " \n"]
      return lines.randomElement(using: &generator)! + "{{\(sign)\(name)}}" + lines.randomElement(using: &generator)!
        + template(depth: depth + 1, using: &generator) + lines.randomElement(using: &generator)! + "{{/\(name)}}"
        + lines.randomElement(using: &generator)!
    }
  }
}

/// What a template may name, as Mustache asks for it: name by name.
private struct Root: MustacheParent {
  let context: LetterContext

  func child(named name: String) -> Any? {
    switch name {
    case "words", "platform", "with": Prefix(context: context, name: name)
    default: (try? context.value(named: name)).flatMap { $0 }?.mustache
    }
  }
}

private struct Prefix: MustacheParent {
  let context: LetterContext
  let name: String

  func child(named child: String) -> Any? { (try? context.value(named: "\(name).\(child)")).flatMap { $0 }?.mustache }
}

private struct Thing: MustacheParent {
  let object: TemplateObject

  func child(named name: String) -> Any? { object.child(named: name)?.mustache }
}

extension TemplateValue {
  fileprivate var mustache: Any {
    switch self {
    case .text(let value): value
    case .integer(let value): value
    case .number(let value): value
    case .truth(let value): value
    case .list(let items): items.map { Thing(object: $0) }
    case .object(let object): Thing(object: object)
    }
  }
}
