/// A part of a template as it was parsed; what its names stand for is its reader's to know.
package indirect enum TemplatePart: Equatable, Sendable {
  /// Stands as it is; no two follow one another.
  case text([UInt8])
  /// `{{name}}`: a value.
  case variable(String)
  /// `{{{name}}}`: a value that is not escaped.
  case unescaped(String)
  /// `{{#name}}`: what is written for each item of a list, else once where there is a value that is not false.
  case section(String, [TemplatePart])
  /// `{{^name}}`: what is written where there is no value, or one that is false or an empty list.
  case inverted(String, [TemplatePart])
  /// `{{>name}}`: another template.
  case partial(String)
}
