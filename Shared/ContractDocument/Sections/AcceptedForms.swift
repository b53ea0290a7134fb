import MessageSchemas
import Messages
import Vocabulary

/// Which forms of what real systems send are taken: tried on the decoder, not claimed.
enum AcceptedForms {
  /// What is tried, on a hire that is reported.
  private struct Form {
    let what: String
    let path: [String]
    let value: JSONValue
    var isEnvelope = false
  }

  private static let forms = [
    Form(what: "an `id` that is no UUID", path: ["id"], value: "evt_5f1c", isEnvelope: true),
    Form(what: "an `id` that is a number", path: ["id"], value: 20418, isEnvelope: true),
    Form(what: "an empty `id`", path: ["id"], value: "", isEnvelope: true),
    Form(
      what: "a `datacontenttype` in capitals", path: ["datacontenttype"], value: "Application/JSON", isEnvelope: true),
    Form(
      what: "a `datacontenttype` with a suffix", path: ["datacontenttype"], value: "application/vnd.ats+json",
      isEnvelope: true),
    Form(what: "a numeric `applicationId`", path: ["applicationId"], value: 20418),
    Form(what: "a time with an offset", path: ["hiredAt"], value: "2026-11-20T16:30:00+01:00"),
    Form(what: "an offset without a colon", path: ["hiredAt"], value: "2026-11-20T16:30:00+0100"),
    Form(what: "an offset of hours alone", path: ["hiredAt"], value: "2026-11-20T16:30:00+01"),
    Form(what: "a time without an offset", path: ["hiredAt"], value: "2026-11-20T16:30:00"),
    Form(what: "a date without a time", path: ["hiredAt"], value: "2026-11-20"),
    Form(what: "nine digits of a fraction", path: ["hiredAt"], value: "2026-11-20T15:30:00.123456789Z"),
    Form(what: "twelve digits of a fraction", path: ["hiredAt"], value: "2026-11-20T15:30:00.123456789012Z"),
    Form(what: "a time in milliseconds since 1970", path: ["hiredAt"], value: 1_795_188_600_000),
    Form(what: "day before month", path: ["hiredAt"], value: "20/11/2026"),
    Form(what: "null for what may be absent", path: ["startsAt"], value: .null),
    Form(what: "null for what must be there", path: ["hiredAt"], value: .null),
    Form(what: "space around an e-mail address", path: ["candidate", "email"], value: " camille.durand@example.com "),
    Form(
      what: "a name beside an e-mail address", path: ["candidate", "email"],
      value: "Camille <camille.durand@example.com>"),
    Form(what: "an id in capitals", path: ["companyId"], value: "0199F1C4-1222-7EEE-8A22-5E0F3B1D1222"),
    Form(what: "an id in braces", path: ["companyId"], value: "{0199f1c4-1222-7eee-8a22-5e0f3b1d1222}"),
  ]

  /// The section of the document: each form with an example, whether it is taken, and else what is answered.
  static func section(_ fixtures: Fixtures) throws -> DocumentValue {
    guard let sample = fixtures[HireReported.messageType], let data = sample["data"] else {
      throw ContractDefects(sentences: ["\(HireReported.messageType) has no sample"])
    }
    let payload = MeasuredMessage(HireReported.self, data: data)
    let envelope = MeasuredMessage(envelope: CloudEvent<HireReported>.self, attributes: .object(sample))
    return .array(
      forms.map { form in
        let path = form.path.reduce(ValuePath.root) { $0.appending($1) }
        let said = (form.isEnvelope ? envelope : payload).said(of: path, with: form.value) ?? []
        var members: [DocumentValue.Member] = [
          .init("form", .string(form.what)), .init("field", .string(path.text)),
          .init("example", DocumentValue(form.value)), .init("isTaken", .boolean(said.isEmpty)),
        ]
        if let answer = said.sorted().first { members.append(.init("answer", .string("\(path.text): \(answer)"))) }
        return .object(members)
      })
  }
}
