import Foundation
import Messages
import TestStack
import Testing
import Vocabulary

/// Reports as real exports carry them, in all forms at once: the one meaning is read, or the field is named with a sentence.
@Suite("Forgiving at the door, strict behind it")
struct ForgivingDoorTests {
  private let coder = MessageCoder()
  private static let mark = Data([0xEF, 0xBB, 0xBF])

  @Test("a report is the same in whatever forms it is sent", arguments: 1...400 as ClosedRange<UInt64>)
  func oneMeaning(seed: UInt64) throws {
    var randomness = SeededGenerator(seed: seed)
    let report = SentReport(using: &randomness)
    let message = try report.read(with: coder)
    #expect(message.envelopeID.description == report.id.meaning)
    #expect(message.correlationID == report.story.meaning)
    #expect(message.time == report.time.meaning)
    #expect(message.data.applicationId == report.application.meaning)
    #expect(message.data.offerReference == report.offer.meaning)
    #expect(message.data.hiredAt == report.hiredAt.meaning)
    #expect(message.data.asOf == report.asOf.meaning)
    #expect(message.data.candidate.addresses.map(\.rawValue) == ["ada@example.org", "a@example.com"])
    // What it was written in is gone once it is read.
    let again = try coder.decode(CloudEvent<HireReported>.self, from: coder.encode(message))
    #expect(again == message)
  }

  @Test(
    "what may mean two things is refused by its field, with a sentence that holds nothing of it",
    arguments: 1...400 as ClosedRange<UInt64>)
  func twoMeanings(seed: UInt64) throws {
    var randomness = SeededGenerator(seed: seed)
    var report = SentReport(using: &randomness)
    let (fields, value) = report.spoil(using: &randomness)
    do throws(MessageDefect) {
      _ = try report.read(with: coder)
      Issue.record("\(fields) are taken: \(value)")
    } catch {
      guard case .invalid(let errors, nil) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(Set(errors.map(\.field)) == fields, "\(value)")
      for error in errors {
        #expect(error.message.contains(" ") && error.message.hasPrefix("is "))
        #expect(value.count < 6 || !error.message.contains(value), "\(value)")
      }
    }
  }

  @Test(
    "no bytes end the program: they are read, undecodable, or have fields that are named",
    arguments: 1...3_000 as ClosedRange<UInt64>)
  func anyBytes(seed: UInt64) throws {
    var randomness = SeededGenerator(seed: seed)
    var body = SentReport(using: &randomness).structured(isEncoded: Bool.random(using: &randomness))
    for _ in 0..<Int.random(in: 1...5, using: &randomness) {
      let place = Int.random(in: 0..<body.count, using: &randomness)
      switch Int.random(in: 0...3, using: &randomness) {
      case 0: body[place] = UInt8.random(in: 0...255, using: &randomness)
      case 1: body.insert(#""\{}[]:,0-eE."#.utf8.randomElement(using: &randomness)!, at: place)
      case 2: body.remove(at: place)
      default: body.removeSubrange(place..<min(place + 9, body.count))
      }
      if body.isEmpty { body.append(0x7B) }
    }
    for days in [nil, StatedDays()] {
      do throws(MessageDefect) {
        let message = try coder.decode(CloudEvent<HireReported>.self, from: body, days: days)
        // A byte order mark has it read the long way, to the same end.
        let again = try? coder.decode(CloudEvent<HireReported>.self, from: Self.mark + body, days: days)
        #expect(again == message || body.starts(with: Self.mark), "\(String(decoding: body, as: UTF8.self))")
      } catch {
        guard case .invalid(let errors, _) = error else { continue }
        #expect(!errors.isEmpty && errors.allSatisfy { !$0.message.isEmpty && $0.message.utf8.count < 200 })
      }
    }
    _ = try? coder.header(from: body)
  }

  @Test(
    "what is no JSON is undecodable, also where nobody asks for it, and beside what is read the long way",
    arguments: [
      "01", "-", "1.", "1.e5", ".5", "+1", "1e", "0x1", "tru", "nulll", "[1,]", "[,1]", #"{"a":1,}"#, #"{"a"}"#, "'a'",
      #""\q""#, #""\u12g4""#, "\"a\u{1}b\"", "\"a\tb\"", "/**/1", "1,", "NaN", "",
    ])
  func noJSON(value: String) {
    for day in ["2026-11-29T10:00:00Z", "2026-11-29"] {
      let data =
        #"{"applicationId":"a","sourceSystem":"s","offerReference":"r","candidate":{"email":"a@example.org","note":\#(value)},"hiredAt":"\#(day)"}"#
      let type = HireReported.messageType.description
      let envelope = #"{"specversion":"1.0","id":"a","source":"/ats","type":"\#(type)","data":\#(data)}"#
      #expect(throws: MessageDefect.undecodable) {
        try coder.decode(CloudEvent<HireReported>.self, from: Data(envelope.utf8), days: StatedDays())
      }
      let attributes = ["specversion": "1.0", "id": "a", "source": "/ats", "type": type]
      #expect(throws: MessageDefect.undecodable) {
        try coder.decode(
          CloudEvent<HireReported>.self, attributes: attributes, body: Data(data.utf8), days: StatedDays())
      }
    }
  }

  @Test(
    "JSON that nobody asks for is gone past",
    arguments: [
      "0", "-0.5e+7", "1E400", "[]", "{}", "[[1, {}], \"\"]", #""a\n\u00e9\/""#, #""\ud800""#, "true", " null ",
      #"{"a":1,"a":2}"#, "9007199254740993000",
    ])
  func unread(value: String) throws {
    let body = Data(
      #"{"specversion":"1.0","id":"a","source":"/ats","type":"x","later":\#(value),"data":{"reference":"r","more":\#(value),"payoutId":"0199f1c4-1233-7f65-8a33-5e0f3b1d1233","paidAt":"2026-11-29T10:00:00Z"}}"#
        .utf8)
    #expect(try coder.decode(CloudEvent<PayoutConfirmed>.self, from: body).data.reference == "r")
  }

  @Test("a day is asked for once, stands at midnight in UTC until it is known, and begins in its zone then")
  func days() throws {
    let body = Data(
      #"{"specversion":"1.0","id":1,"source":"/ats","type":"coopt.members.record-visit.v1","time":"2026-11-28","data":{"memberId":"0199f1c4-1200-7e00-8a00-5e0f3b1d1200","at":"2026-11-29"}}"#
        .utf8)
    let stated = StatedDays()
    let first = try coder.decode(CloudEvent<RecordVisit>.self, from: body, days: stated)
    #expect(stated.unknown == [CalendarDay("2026-11-28")!, CalendarDay("2026-11-29")!])
    #expect(first.data.at == Timestamp("2026-11-29T00:00:00Z"))
    let begin = try #require(Timestamp("2026-11-29T00:00:00+14:00"))
    let known = StatedDays([CalendarDay("2026-11-29")!: begin, CalendarDay("2026-11-28")!: .earliest])
    let second = try coder.decode(CloudEvent<RecordVisit>.self, from: body, days: known)
    #expect(second.data.at == begin && second.time == .earliest && known.unknown.isEmpty)
    #expect(throws: MessageDefect.self) { try coder.decode(CloudEvent<RecordVisit>.self, from: body) }
  }

  @Test("a change of one field takes a number and a day as the field does", arguments: ["17", #""17""#])
  func patches(reference: String) throws {
    let offer = "0199f1c4-1233-7f65-8a33-5e0f3b1d1233"
    let body = Data(
      #"{"specversion":"1.0","id":"a","source":"/ats","type":"coopt.offers.update-offer.v1","data":{"offerId":"\#(offer)","externalReference":\#(reference),"closesAt":"2026-11-29"}}"#
        .utf8)
    let begin = try #require(Timestamp("2026-11-28T23:00:00Z"))
    let days = StatedDays([CalendarDay("2026-11-29")!: begin])
    let message = try coder.decode(CloudEvent<UpdateOffer>.self, from: body, days: days)
    #expect(message.data.externalReference == .replace("17") && message.data.closesAt == .replace(begin))
    #expect(message.data.title == nil)
  }

  @Test(
    "an id that is a number is read of a refused message, too, and none that is no id",
    arguments: [
      ("20418", "20418"), ("12.0", nil), ("9007199254740993", nil), ("-3", "-3"), (#""17""#, "17"), ("null", nil),
    ] as [(String, String?)])
  func header(sent: String, id: String?) throws {
    let body = Data(#"{"id":\#(sent),"source":"/ats","type":"x","correlationid":5,"data":"nonsense"}"#.utf8)
    for body in [body, Data([0xEF, 0xBB, 0xBF]) + body] {
      let header = try coder.header(from: body)
      #expect(header.id == id && header.source == "/ats" && header.type == "x")
    }
  }
}

/// A report in some of the forms that real exports have, with what each part of it means.
private struct SentReport {
  /// A part as it is sent: a JSON text, and for headers the value.
  struct Part<Meaning> {
    var json: String
    var header: BinaryMode.HeaderValue
    let meaning: Meaning
  }

  var id: Part<String>
  var story: Part<String>
  var time: Part<Timestamp>
  var application: Part<String>
  var offer: Part<String>
  var hiredAt: Part<Timestamp>
  var asOf: Part<Timestamp>
  private var dataContentType: String
  /// 0 structured, 1 with base64, 2 binary.
  private let mode: Int
  private let prefix: String
  private let lead: Data
  private let days = StatedDays([Self.day: Timestamp("2026-11-28T23:00:00Z")!])

  private static let day = CalendarDay("2026-11-29")!

  init(using randomness: inout SeededGenerator) {
    id = Self.number(using: &randomness)
    story = Self.number(using: &randomness)
    application = Self.number(using: &randomness)
    offer = Self.number(using: &randomness)
    time = Self.time(using: &randomness)
    hiredAt = Self.time(using: &randomness)
    asOf = Self.time(using: &randomness)
    let types = ["application/json", "APPLICATION/Json", "application/json ; Charset=\"UTF-8\"", "application/hr+JSON"]
    dataContentType = types.randomElement(using: &randomness)!
    mode = Int.random(in: 0...2, using: &randomness)
    let prefixes = ["ce-", "CE-", "Ce-", "cloudEvents:", "cloudevents_", "CLOUDEVENTS:", "cloudEvents_"]
    prefix = prefixes.randomElement(using: &randomness)!
    let leads = [[], [0xEF, 0xBB, 0xBF], [0x20, 0x0A]] as [[UInt8]]
    lead = Data(leads.randomElement(using: &randomness)!)
  }

  /// A reference as text or as number, of one meaning.
  private static func number(using randomness: inout SeededGenerator) -> Part<String> {
    let edges: [Int64] = [0, 1, -1, 9_007_199_254_740_991, -9_007_199_254_740_991]
    let number =
      Bool.random(using: &randomness)
      ? edges.randomElement(using: &randomness)! : Int64.random(in: 1...9_007_199_254_740_991, using: &randomness)
    guard Bool.random(using: &randomness) else {
      return Part(json: "\"\(number)\"", header: .text("\(number)"), meaning: "\(number)")
    }
    return Part(json: "\(number)", header: .integer(number), meaning: "\(number)")
  }

  private static func time(using randomness: inout SeededGenerator) -> Part<Timestamp> {
    let second = Int64.random(in: 946_684_800...1_764_000_000, using: &randomness)
    let instant = Timestamp(microseconds: second * 1_000_000)
    func part(_ text: String, _ header: BinaryMode.HeaderValue? = nil, _ meaning: Timestamp? = nil) -> Part<Timestamp> {
      Part(json: "\"\(text)\"", header: header ?? .text(text), meaning: meaning ?? instant)
    }
    let east = Timestamp(microseconds: (second + 5400) * 1_000_000).description.dropLast()
    let utc = instant.description.dropLast()
    switch Int.random(in: 0...9, using: &randomness) {
    case 0: return part("\(utc)Z")
    case 1: return part("\(utc.lowercased())z")
    case 2: return part("\(utc).0000004Z")
    case 3: return part("\(east)+0130")
    case 4: return part("\(east.replacing("T", with: " ")) +01:30")
    case 5: return part("\(utc),000+00")
    case 6: return part("\(utc) GMT")
    case 7: return part("\(utc)Z", .seconds(UInt64(second)))
    case 8: return part("2026-11-29", nil, Timestamp("2026-11-28T23:00:00Z"))
    default: return part("\(utc).250Z", nil, Timestamp(microseconds: second * 1_000_000 + 250_000))
    }
  }

  /// Puts something of two meanings into a part; the fields that are refused then, and what stands there.
  mutating func spoil(using randomness: inout SeededGenerator) -> (fields: Set<String>, value: String) {
    let second = Int64.random(in: 946_684_800...1_764_000_000, using: &randomness)
    let local = String(Timestamp(microseconds: second * 1_000_000).description.dropLast())
    let day = Int.random(in: 1...28, using: &randomness)
    let times = [
      "\"\(local)\"", "\"\(day)/11/2026\"", "\"11/\(day)/2026\"", "\(second)", "\"\(second)000\"",
      "\"\(day).11.2026 10:00\"",
      "\"\(local.replacing("T", with: " ").prefix(16))\"", "{}", "[\"\(local)Z\"]",
    ]
    let numbers = [
      "\(second).0", "\(second).5", "1e\(day)", "9007199254740992", "-9007199254740993", "123456789012345678901\(day)",
      "-0", "true", "{\"id\":\(day)}",
    ]
    let (time, number) = (
      times.randomElement(using: &randomness)!, numbers.randomElement(using: &randomness)!
    )
    switch Int.random(in: 0...(mode == 2 ? 4 : 6), using: &randomness) {
    case 0:
      hiredAt.json = time
      return (["hiredAt"], time)
    case 1:
      asOf.json = time
      return (["asOf"], time)
    case 2:
      application.json = number
      return (["applicationId"], number)
    case 3:
      offer.json = number
      return (["offerReference"], number)
    case 4:
      dataContentType = ["application/xml", "json", "application/json; charset=latin1"].randomElement(
        using: &randomness)!
      return (["datacontenttype"], dataContentType)
    case 5:
      self.time.json = time
      return (["time"], time)
    default:
      id.json = number
      return (["id"], number)
    }
  }

  func read(with coder: MessageCoder) throws(MessageDefect) -> CloudEvent<HireReported> {
    guard mode == 2 else {
      return try coder.decode(CloudEvent<HireReported>.self, from: structured(isEncoded: mode == 1), days: days)
    }
    var headers: [String: BinaryMode.HeaderValue] = [
      "specversion": .text("1.0"), "source": .text("https://ats.example.com"), "id": id.header, "time": time.header,
      "correlationid": story.header, "type": .text("coopt.integration.hire-reported.v1"),
      "datacontenttype": .text(dataContentType),
    ]
    headers = Dictionary(uniqueKeysWithValues: headers.map { (prefix + $0, $1) })
    headers["x-vendor"] = .other
    return try coder.decode(
      CloudEvent<HireReported>.self, attributes: BinaryMode.attributes(of: headers), body: lead + Data(data.utf8),
      days: days)
  }

  /// The whole envelope.
  func structured(isEncoded: Bool) -> Data {
    let data = isEncoded ? "\"data_base64\": \"\(Data(data.utf8).base64EncodedString())\"" : "\"data\": \(data)"
    let text = """
      {"specversion": "1.0", "id": \(id.json), "source": "https://ats.example.com", "time": \(time.json),
       "type": "coopt.integration.hire-reported.v1", "correlationid": \(story.json),
       "datacontenttype": "\(dataContentType.replacing("\"", with: "\\\""))", \(data)}

      """
    return lead + Data(text.utf8)
  }

  private var data: String {
    """
    {"applicationId": \(application.json), "sourceSystem": "ats.example.com", "offerReference": \(offer.json),
     "candidate": {"email": "ada@example.org", "emails": ["a@example.com", "ada@example.org"]},
     "hiredAt": \(hiredAt.json), "asOf": \(asOf.json), "later": [1, {"a": 1, "a": 2}]}
    """
  }
}
