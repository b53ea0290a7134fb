/// A template that is missing, malformed, or names what is not there.
package struct TemplateError: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) {
    self.description = description
  }
}
