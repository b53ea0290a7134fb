public import Vocabulary

/// What happened to a thing meanwhile, in sentences, in one language.
public struct MeanwhileSentences: Sendable {
  private let clock: Clock
  private let language: Language

  /// Sentences in a language, with instants as the clock tells them.
  public init(clock: Clock, language: Language) {
    self.clock = clock
    self.language = language
  }

  /// Who did what, when; `isYou` where it was the reader, maybe in another window.
  public func decision(_ deed: Said, by actor: String, isYou: Bool, at instant: Timestamp, reason: String?) -> String {
    let who = isYou ? Said("vous-même", "yourself") : Said(actor, actor)
    let sentence = Said(
      "\(deed.french) par \(who.french) le \(clock.text(instant)).",
      "\(deed.english) by \(who.english) on \(clock.text(instant)).")
    guard let reason, !reason.isEmpty else { return sentence.text(in: language) }
    return sentence.text(in: language) + " "
      + Said("Motif : « \(reason) ».", "Reason: “\(reason)”.").text(in: language)
  }

  /// How the thing stands now.
  public func state(of thing: Said, _ state: Said, since instant: Timestamp? = nil) -> String {
    let since = instant.map { Said(", depuis le \(clock.text($0))", ", since \(clock.text($0))") } ?? Said("", "")
    return Said(
      "\(thing.french) : \(state.french)\(since.french).", "\(thing.english): \(state.english)\(since.english)."
    ).text(in: language)
  }

  /// A sentence that names nobody.
  public func plain(_ sentence: Said) -> String { sentence.text(in: language) }
}
