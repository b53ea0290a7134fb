/// A form that is sent to an address of its own, because what is answered has a page of its own.
struct PageForm: Sendable {
  let action: String
  let title: String
  let button: String
  let warning: String?
  let isGrave: Bool
  let fields: [FormView.Field]
  let commandID: String
  let back: String
  let formToken: String

  init(_ form: FormView, to action: String) {
    self.action = action
    title = form.title
    button = form.button
    warning = form.warning
    isGrave = form.isGrave
    fields = form.fields
    commandID = form.commandID
    back = form.back
    formToken = form.formToken
  }
}
