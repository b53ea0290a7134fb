import FoundationEssentials
import TestStack
import Testing
import Topology

/// Who is believed what (issue of senders; contract, Who asks).
@Suite struct SendersTests {
  private static let systems = [
    OutsideSystem(login: "hr-one", reports: [.hire], sourceSystems: ["hr.one", "hr.uno"], queuePrefix: "ats.one."),
    OutsideSystem(login: "hr-any", reports: [.hire], sourceSystems: ["*"], queuePrefix: "ats.any."),
    OutsideSystem(
      login: "suite", reports: [.hire, .payout], sourceSystems: ["suite.example"], queuePrefix: "finance.suite."),
  ]

  private func senders() throws -> Senders { Senders(try OutsideSystems(Self.systems)) }

  @Test("What a login may say is what the broker lets it publish, for every login, exchange and key")
  func asTheBroker() throws {
    let systems = try OutsideSystems(Self.systems)
    let senders = Senders(systems)
    let cells = try AccessMatrix(systems).cells.filter { $0.operation == .publish && $0.user != "coopt-admin" }
    for cell in cells {
      guard let exchange = Exchange(rawValue: cell.target), [.commands, .integration, .events].contains(exchange) else {
        continue
      }
      let isKnown = cell.key != "nobody.anything"
      #expect(senders.may(cell.user, say: cell.key, on: exchange) == cell.isAllowed || !isKnown, "\(cell)")
    }
    #expect(cells.contains { $0.isAllowed && $0.target == "coopt.commands" && $0.user == "suite" })
    #expect(cells.contains { $0.isAllowed && $0.target == "coopt.commands" && $0.user == "console" })
    #expect(!cells.contains { $0.isAllowed && $0.target != "coopt.replay" && $0.user == "console-letters" })
  }

  @Test("Nobody but the administrator speaks for a service, and nobody unknown says anything")
  func ownWord() throws {
    let senders = try senders()
    for service in ServiceName.allCases {
      for other in ServiceName.allCases {
        #expect(senders.may(other.rawValue, say: "\(service.rawValue).x", on: .events) == (other == service))
      }
      #expect(!senders.may("\(service.rawValue)-replies", say: "\(service.rawValue).x", on: .events))
      #expect(!senders.may("mallory", say: "\(service.rawValue).x", on: .commands))
      #expect(senders.may("coopt-admin", say: "\(service.rawValue).x", on: .events))
    }
  }

  @Test("A sourceSystem counts from the login that has it alone, and others from whoever takes any", arguments: 0..<8)
  func sourceSystems(seed: UInt64) throws {
    let senders = try senders()
    var generator = SeededGenerator(seed: seed)
    let owners = ["hr.one": "hr-one", "hr.uno": "hr-one", "suite.example": "suite"]
    let logins: [String?] = ["hr-one", "hr-any", "suite", "finance", "staff", "offers", nil]
    for _ in 0..<200 {
      let isOwned = Bool.random(using: &generator)
      let system = isOwned ? owners.keys.sorted().randomElement(using: &generator)! : "sys\(generator.next() % 99)"
      let login = logins.randomElement(using: &generator)!
      let may = owners[system].map { $0 == login } ?? (login == nil || login == "hr-any")
      #expect(senders.may(login, reportFor: system) == may, "\(login ?? "nobody") for \(system)")
    }
    #expect(!Senders(try OutsideSystems([Self.systems[0]])).may(nil, reportFor: "hr.two"))
  }

  @Test("An answer is a service's own, by either of its logins")
  func answers() {
    #expect(Senders.isAnswer(by: "rewards-replies", for: .rewards))
    #expect(Senders.isAnswer(by: "rewards", for: .rewards))
    for login in ["offers-replies", "offers", "staff", "coopt-admin", nil] {
      #expect(!Senders.isAnswer(by: login, for: .rewards))
    }
  }
}

@Suite struct OutsideSystemsTests {
  @Test("The file in the repository has what holds without one, and a login for each source of webhooks")
  func ofTheRepository() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    let systems = try OutsideSystems(json: Data(contentsOf: root.appending(path: "docker/outside-systems.json")))
    #expect(Array(systems.all.prefix(2)) == OutsideSystems.usual.all)
    struct Sources: Decodable {
      struct Source: Decodable {
        let source: String
        let sourceSystem: String
      }
      let sources: [Source]
    }
    let sources = try JSONDecoder().decode(
      Sources.self, from: Data(contentsOf: root.appending(path: "docker/webhook-sources.json")))
    let senders = Senders(systems)
    for source in sources.sources {
      let login = "webhooks-\(source.source)"
      #expect(senders.may(login, reportFor: source.sourceSystem))
      #expect(!senders.may("ats", reportFor: source.sourceSystem) && !senders.may(nil, reportFor: source.sourceSystem))
      #expect(
        !senders.may(login, reportFor: "hooks/another") && !senders.may(login, say: "payout.made", on: .integration))
      #expect(senders.may(login, say: "hire.reported", on: .integration))
    }
    #expect(systems.all.count == 2 + sources.sources.count)
  }

  @Test("A list of the usual two says what holds without one")
  func usual() throws {
    let json = """
      {"systems": [
        {"login": "ats", "reports": ["hire"], "sourceSystems": ["*"], "queuePrefix": "ats."},
        {"login": "finance", "reports": ["payout"], "queuePrefix": "finance."}]}
      """
    #expect(try OutsideSystems(json: .init(json.utf8)) == .usual)
  }

  private static let good = #"{"login": "hr", "reports": ["hire"], "sourceSystems": ["hr"], "queuePrefix": "ats.hr."}"#

  @Test(
    "A list that gives somebody the right of another, or that cannot be read, is refused with the reason",
    arguments: [
      (#"{"login": "hr", "reports": ["hire"], "sourceSystems": ["x"], "queuePrefix": "ats.x."}"#, "listed twice"),
      (
        #"{"login": "b", "reports": ["hire"], "sourceSystems": ["hr"], "queuePrefix": "ats.b."}"#,
        "names a sourceSystem"
      ),
      (#"{"login": "b", "reports": ["hire"], "sourceSystems": ["b"], "queuePrefix": "ats."}"#, "queues that could be"),
      (
        #"{"login": "b", "reports": ["hire"], "sourceSystems": ["b"], "queuePrefix": "ats.hr.b."}"#, "queues that could"
      ),
      (#"{"login": "rewards", "reports": ["payout"], "queuePrefix": "finance.b."}"#, "platform's own"),
      (#"{"login": "offers-replies", "reports": ["payout"], "queuePrefix": "finance.b."}"#, "platform's own"),
      (#"{"login": "coopt-admin", "reports": ["payout"], "queuePrefix": "finance.b."}"#, "platform's own"),
      (#"{"login": "guest", "reports": ["payout"], "queuePrefix": "finance.b."}"#, "platform's own"),
      (#"{"login": ".*", "reports": ["payout"], "queuePrefix": "finance.b."}"#, "is no login"),
      (#"{"login": "", "reports": ["payout"], "queuePrefix": "finance.b."}"#, "is no login"),
      (#"{"login": "b", "reports": [], "queuePrefix": "finance.b."}"#, "reports nothing"),
      (#"{"login": "b", "reports": ["hire"], "queuePrefix": "ats.b."}"#, "has to name the sourceSystems"),
      (#"{"login": "b", "reports": ["payout"], "sourceSystems": ["b"], "queuePrefix": "ats.b."}"#, "none where"),
      (#"{"login": "b", "reports": ["payout"], "queuePrefix": "staff."}"#, "queuePrefix"),
      (#"{"login": "b", "reports": ["payout"], "queuePrefix": "finance.b"}"#, "queuePrefix"),
      (#"{"login": "b", "reports": ["payout"], "queuePrefix": "finance.(x|y)."}"#, "queuePrefix"),
      (#"{"login": "b", "reports": ["payout"], "queuePrefix": "finance..b."}"#, "queuePrefix"),
      (#"{"login": "b", "reports": ["everything"], "queuePrefix": "finance.b."}"#, "no list of outside systems"),
      (#"{"login": "b", "reports": ["payout"], "prefix": "finance.b."}"#, "'prefix' is no key"),
      (#"{"login": "b", "reports": ["payout"]}"#, "'queuePrefix' is missing"),
    ])
  func refused(entry: String, reason: String) throws {
    let defect = #expect(throws: OutsideSystems.Defect.self) {
      try OutsideSystems(json: .init(#"{"systems": [\#(Self.good), \#(entry)]}"#.utf8))
    }
    #expect(defect?.description.contains(reason) == true, "\(defect?.description ?? "")")
  }

  @Test("A report that names no login is that of the only one that may say it, or nobody's")
  func onlyReporter() throws {
    let senders = Senders(
      try OutsideSystems([
        OutsideSystem(login: "hr-any", reports: [.hire], sourceSystems: ["*"], queuePrefix: "ats.any."),
        OutsideSystem(
          login: "suite", reports: [.hire, .payout], sourceSystems: ["suite.example"], queuePrefix: "finance.suite."),
      ]))
    #expect(senders.onlyReporter(of: "hire.reported", for: "suite.example") == "suite")
    #expect(senders.onlyReporter(of: "hire.reported", for: "elsewhere.example") == "hr-any")
    #expect(senders.onlyReporter(of: "hire.reported", for: nil) == nil, "several report hires")
    #expect(Senders().onlyReporter(of: "payout.confirmed", for: nil) == "finance")
  }

  @Test("A message of one login is another's to nobody but an operator")
  func same() {
    for (one, other, isSame) in [
      ("ats", "ats", true), ("ats", "finance", false), ("ats", "", false), ("", "", true), ("coopt-admin", "ats", true),
      ("", "coopt-admin", true),
    ] {
      #expect(Senders.isSame(one, other) == isSame && Senders.isSame(other, one) == isSame, "\(one), \(other)")
    }
  }

  @Test("Who reports hires alone binds nothing, and who pays hears of payouts alone")
  func rights() throws {
    let systems = try OutsideSystems([
      OutsideSystem(login: "hr-one", reports: [.hire], sourceSystems: ["hr.one"], queuePrefix: "ats.one."),
      OutsideSystem(login: "pays", reports: [.payout], queuePrefix: "finance.pays."),
    ])
    let matrix = try AccessMatrix(systems).cells.filter(\.isAllowed)
    let named = AccessMatrix.queueNamedByServer
    #expect(!matrix.contains { $0.user == "hr-one" && $0.operation == .bind })
    #expect(
      Set(matrix.filter { $0.user == "pays" && $0.operation == .bind }.map(\.key))
        == ["finance.payout-requested", "finance.payout-cancelled"])
    let declared = matrix.filter { $0.user == "hr-one" && $0.operation == .declare }.map(\.target)
    let consumed = matrix.filter { $0.user == "pays" && $0.operation == .consume }.map(\.target)
    #expect(declared == ["ats.one.matrix", named] && consumed == ["finance.pays.matrix", named])
  }
}
