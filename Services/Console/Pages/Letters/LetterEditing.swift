import ConsoleDomain
import CooptCommandLine
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Messages
import Vocabulary

/// A letter is corrected by somebody who has read it, and goes to the queue that refused it.
enum LetterEditing {
  /// What says which letter was read: another of the same id is not overwritten.
  private static let readHash = "read"

  /// The form with a letter's data; nil where nobody can say what they should be, or the letter would stay.
  static func form(_ letter: DeadLetter, _ visit: Visit) -> LetterDeedForm? {
    guard case .send = ReplayPlan(letter, toLanesAlone: true), let data = LetterEdit.data(of: letter),
      let text = try? JSONLine.text(data)
    else { return nil }
    return LetterDeedForm(
      .edit, [("queue", letter.queue), ("id", letter.id), (readHash, letter.contentHash.hexadecimal)], visit,
      data: LettersWords.layout(text))
  }

  /// Begins what the form asks for, and leads to the page that says what becomes of it; else says what is wrong.
  static func begin(_ fields: [String: String], _ visit: Visit, _ desk: LetterDesk) async throws -> Response {
    guard let choice = LetterChoice(fields), let id = choice.id, let read = fields[readHash], let text = fields["data"]
    else { throw HTTPError(.notFound) }
    let run = fields["_id"].flatMap { MessageID($0) } ?? .make()
    // A form that is sent twice is done once.
    if desk.errands[run] != nil { return PageResponse.redirect(to: "/letters/errand/\(run)") }
    func again(_ reasonDefect: String?, _ dataDefect: String?) throws -> Response {
      let form = LetterDeedForm(
        .edit, choice.fields + [(readHash, read)], visit, reason: fields["reason"] ?? "", defect: reasonDefect,
        data: text, dataDefect: dataDefect)
      return try visit.page(
        "letters-plan", title: "letters.edit", LetterPlanView(visit.word("letters.edit"), form, choice, visit),
        status: .unprocessableContent)
    }
    guard let actor = try? Operator(name: visit.session.subject, reason: fields["reason"], run: run) else {
      return try again(visit.word("letters.reason-missing"), nil)
    }
    guard case .object(let data)? = JSONValue(json: Data(text.utf8)) else {
      return try again(nil, visit.word("letters.edit-no-json"))
    }
    let found = try await desk.letter(id, in: choice.queue) { letter, trail in
      (letter, try await CooptCommandLine.Meanwhile.of([letter], in: trail.connection).handled[letter.id] != nil)
    }
    guard let (letter, isHandled) = found, letter.contentHash.hexadecimal == read else {
      return try MessagePage.page(visit, "letters.gone", status: .notFound)
    }
    if isHandled { return try again(nil, visit.word("letters.edit-handled")) }
    let edit: LetterEdit
    do throws(CommandFailure) {
      edit = try LetterEdit(letter, data: data)
    } catch {
      return try again(nil, visit.word("letters.edit-refused") + " " + error.description)
    }
    _ = desk.begin(.edit, choice.filter, in: choice.queue, by: actor) { found in
      guard found.contentHash.hexadecimal == read else {
        throw CommandFailure(.failure, "letter \(id) is not what it was a moment ago; try again")
      }
      return edit
    }
    await desk.errands.end(of: run, within: .milliseconds(1500))
    return PageResponse.redirect(to: "/letters/errand/\(run)")
  }
}
