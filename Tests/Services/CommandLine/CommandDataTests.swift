import CooptCommandLine
import Messages
import Testing

@Suite("Arguments become a command's data")
struct CommandDataTests {
  private func data(
    _ service: String, _ command: String, _ arguments: [String], from json: String = "{}"
  ) throws -> JSONObject {
    try CommandData.build(
      shape: try CommandCatalogue().command(command, of: service).data,
      from: try CommandData.object(fromJSON: json), try arguments.map { try FieldAssignment($0) })
  }

  @Test("texts, numbers and truth values are read as the contract says")
  func scalars() throws {
    #expect(try data("rewards", "get-statement", ["memberId=m", "year=2026"]) == ["memberId": "m", "year": 2026])
    #expect(
      try data("qualification", "record-interview", ["candidateInformed=true", "outcome=qualified", "summary=12"])
        == ["candidateInformed": true, "outcome": "qualified", "summary": "12"])
  }

  @Test("a value may hold equals signs, commas and line feeds")
  func anyText() throws {
    let text = "a=b, c\n:=d"
    #expect(try data("offers", "publish-offer", ["description=\(text)"]) == ["description": .string(text)])
  }

  @Test("dots lead into objects, and several fields of one come together")
  func nested() throws {
    let built = try data(
      "recommendations", "recommend-candidate",
      ["candidate.email=ada@example.org", "candidate.currentEmployer.name=Ada & Co", "candidate.firstName=Ada"])
    #expect(
      built == [
        "candidate": .object([
          "email": "ada@example.org", "firstName": "Ada", "currentEmployer": .object(["name": "Ada & Co"]),
        ])
      ])
  }

  @Test("lists come between commas, or element by element")
  func lists() throws {
    let zones: JSONObject = ["zones": .array(["FR-59", "BE"])]
    #expect(try data("members", "join", ["zones=FR-59, BE"]) == zones)
    #expect(try data("members", "join", ["zones[]=FR-59", "zones[]=BE"]) == zones)
    #expect(try data("members", "join", ["zones="]) == ["zones": .array([])])
    #expect(try data("members", "join", ["zones[]=BE"], from: #"{"zones":["FR-59"]}"#) == zones)
  }

  @Test("raw JSON goes as it is, also where the contract knows no field")
  func raw() throws {
    #expect(try data("members", "update-profile", ["phone:=null"]) == ["phone": .null])
    #expect(
      try data("members", "leave", [#"new.field:={"a":[1,2.5]}"#]) == [
        "new": .object(["field": .object(["a": .array([1, .number(2.5)])])])
      ])
  }

  @Test("fields are laid over the object that was given")
  func base() throws {
    let built = try data(
      "members", "join", ["employer.name=B"], from: #"{"email":"a@example.org","employer":{"name":"A","siren":"1"}}"#)
    #expect(built == ["email": "a@example.org", "employer": .object(["name": "B", "siren": "1"])])
  }

  @Test(
    "what makes no sense is refused with what would",
    arguments: [
      (["year=soon"], "year: 'soon' is not what the field takes: whole number"),
      (["yaer=2026"], "there is no field 'yaer'; did you mean year?"),
      (["xyz=1"], "there are: memberId, year"),
      (["memberId.x=1"], "it takes no fields there"),
      (["year[]=2026"], "year is no list"),
      (["year=1", "year=2"], "year is given twice"),
      (["year:=x"], "year: 'x' is no JSON"),
      (["memberId"], "'memberId' is no field: write field=value"),
      (["=1"], "names no field"),
      (["a..b=1"], "names no field"),
    ])
  func refused(arguments: [String], hint: String) {
    let failure = #expect(throws: CommandFailure.self) { try data("rewards", "get-statement", arguments) }
    #expect(failure?.status == .usage)
    #expect(failure?.description.contains(hint) == true, "\(failure?.description ?? "")")
  }

  @Test("a choice and an object say what they take")
  func choicesAndObjects() {
    let choice = #expect(throws: CommandFailure.self) { try data("offers", "close-offer", ["reason=gone"]) }
    #expect(choice?.description.contains("filled | cancelled | expired") == true)
    let object = #expect(throws: CommandFailure.self) { try data("members", "join", ["employer=Ada"]) }
    #expect(object?.description.contains("employer.name=") == true)
  }

  @Test("data that are no object are refused", arguments: ["", "[]", "1", "{", #"{"a":}"#])
  func noObject(json: String) {
    #expect(throws: CommandFailure.self) { try CommandData.object(fromJSON: json) }
  }
}
