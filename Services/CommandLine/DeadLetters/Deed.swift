import Vocabulary

/// Who does something with letters, and why; the same for all that one call of the program does.
package struct Operator: Hashable, Sendable {
  /// Who, as their own directory names them: 1 to 128 characters.
  package let name: String
  /// Why: 1 to 1000 characters.
  package let reason: String
  /// The call of the program.
  package let run: MessageID

  /// Somebody with a reason; throws a failure that says what is missing.
  package init(name: String?, reason: String?, run: MessageID = .make()) throws(CommandFailure) {
    guard let name = Self.words(name), name.count <= 128 else {
      throw CommandFailure(.usage, "who does it is kept: give --actor or set COOPT_ACTOR, 128 characters at most")
    }
    guard let reason = Self.words(reason), reason.count <= 1000 else {
      throw CommandFailure(.usage, "why it is done is kept: give --reason, 1000 characters at most")
    }
    (self.name, self.reason, self.run) = (name, reason, run)
  }

  private static func words(_ text: String?) -> String? {
    guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
    return text.printable
  }
}

/// What is done with a letter.
package enum LetterAction: String, Codable, Sendable {
  /// Its contents are shown.
  case reveal
  /// It goes back to the queue that refused it.
  case replay
  /// It goes back there with other data.
  case edit
  /// It is thrown away.
  case discard
}

/// How far it has come.
package enum DeedState: String, Codable, Sendable {
  /// It is about to be done; where nothing follows, nobody knows whether it was.
  case begun
  /// It was done.
  case done
  /// It was not done, or nobody knows whether it was; the letter is still there.
  case failed
}

/// One step with one letter.
package struct Deed: Sendable {
  /// The letter.
  package let letter: DeadLetter
  /// What is done with it.
  package let action: LetterAction
  /// Where it goes.
  package var destination: String?
  /// What its data become, where they are changed.
  package var edit: LetterEdit?
  /// What went wrong.
  package var failure: String?

  package init(_ letter: DeadLetter, _ action: LetterAction, to destination: String? = nil, edit: LetterEdit? = nil) {
    self.letter = letter
    self.action = action
    self.destination = destination
    self.edit = edit
  }
}
