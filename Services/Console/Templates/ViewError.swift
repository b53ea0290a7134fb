/// A template that is malformed, or names what is not there.
struct ViewError: Error, CustomStringConvertible {
  let description: String
}
