import ConsoleDomain
import Messages
import Vocabulary

/// A form as a page shows it.
struct FormView: Sendable {
  /// One field as a page shows it.
  struct Field: Sendable {
    /// One of the words to choose from.
    struct Option: Sendable {
      let value: String
      let label: String
      let isChosen: Bool
    }

    let name: String
    let id: String
    let label: String
    let hint: String?
    let value: String
    let isRequired: Bool
    let defect: String?
    /// Which of the kinds it is, for the template.
    let isHidden: Bool
    let isText: Bool
    let isTick: Bool
    let isTicked: Bool
    let isChoice: Bool
    let options: [Option]
    /// The type of an `input`; empty for others.
    let input: String
    let inputMode: String
    let suggestions: String?
    let describedBy: String?
  }

  let action: String
  let title: String
  let button: String
  let warning: String?
  let isGrave: Bool
  let fields: [Field]
  /// What makes the command one, however often it is sent.
  let commandID: String
  /// The page to go on to.
  let back: String
  let formToken: String

  init(
    _ form: ActionForm, values: [String: String], defects: [String: String] = [:], commandID: MessageID = .make(),
    back: String, formToken: String, language: Language
  ) {
    action = "/do/\(form.type.service)/\(form.key.drop { $0 != "." }.dropFirst())"
    title = form.title.text(in: language)
    button = form.button.text(in: language)
    warning = form.warning?.text(in: language)
    isGrave = form.isGrave
    self.commandID = commandID.description
    self.back = back
    self.formToken = formToken
    // Several forms of a kind may stand on a page: what a label names is one field of one of them.
    let prefix = "f" + commandID.description.suffix(12)
    fields = form.fields.map {
      Self.field($0, id: "\(prefix)-\($0.name)", values[$0.name] ?? "", defects[$0.name], language)
    }
  }

  private static func field(
    _ field: FormField, id: String, _ value: String, _ defect: String?, _ language: Language
  ) -> Field {
    var (input, mode) = ("", "")
    var (isHidden, isText, isTick, isChoice) = (false, false, false, false)
    var options: [Field.Option] = []
    switch field.kind {
    case .hidden, .flag: isHidden = true
    case .line, .list: input = "text"
    case .email: input = "email"
    case .telephone: input = "tel"
    case .integer: (input, mode) = ("text", "numeric")
    case .euros: (input, mode) = ("text", "decimal")
    case .day: input = "date"
    case .text: isText = true
    case .tick: isTick = true
    case .choice(let choices):
      isChoice = true
      options = choices.map {
        Field.Option(value: $0.value, label: $0.label.text(in: language), isChosen: $0.value == value)
      }
    }
    let hint = field.hint?.text(in: language)
    let describing = [hint.map { _ in "\(id)-hint" }, defect.map { _ in "\(id)-defect" }].compactMap { $0 }
    return Field(
      name: field.name, id: id, label: field.label.text(in: language), hint: hint, value: value,
      isRequired: (field.isRequired || field.isRequiredWhereShown) && !isTick, defect: defect, isHidden: isHidden,
      isText: isText, isTick: isTick,
      isTicked: isTick && !value.isEmpty, isChoice: isChoice, options: options, input: input, inputMode: mode,
      suggestions: field.suggestions,
      describedBy: describing.isEmpty ? nil : describing.joined(separator: " "))
  }
}
