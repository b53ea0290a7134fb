/// Makes names of companies comparable: case, accents, punctuation and legal form do not count (R6).
public enum EmployerName {
  /// Lower-case words without accents and legal forms, a space between them.
  ///
  /// Empty when the name has no letter or digit.
  /// "L'Hélice S.A.S." and "l'helice" give `l helice`; a name that is nothing but a legal form keeps it.
  public static func normalised(_ name: String) -> String {
    let words = words(of: name)
    let bare = withoutLegalForms(words)
    return (bare.isEmpty ? words : bare).joined(separator: " ")
  }

  /// Lower-case words without accents and punctuation, a space between them, legal forms included: what a name that is looked for
  /// by its beginning begins with.
  public static func folded(_ name: String) -> String {
    words(of: name).joined(separator: " ")
  }

  /// French legal forms, as `words(of:)` writes them.
  private static let frenchForms = forms(
    """
    sa; s a; sas; s a s; sasu; sarl; s a r l; eurl; snc; sca; scs; sci; scop; scp; selarl; selas; selafa; gie; eirl
    societe anonyme; societe par actions simplifiee; societe a responsabilite limitee
    """
  )

  /// Legal forms of the countries that the platform serves, as `words(of:)` writes them.
  private static let allForms = frenchForms.union(
    forms(
      """
      ei; sem; spl; se; sce; geie; bv; nv; vof; bvba; srl; srls; spa; sapa; sl; slu; sau; slne; lda; ltda
      gmbh; gmbh co kg; ggmbh; ug; ag; kg; kgaa; ohg; gbr; ev; eg; mbh
      ltd; limited; plc; llp; lp; llc; pllc; inc; incorporated; corp; corporation; co; company
      ab; hb; kb; as; a s; asa; aps; oy; oyj; sp z o o; spzoo; s r o; sro; kft; zrt; nyrt; doo; dd; ad; ood; eood
      sia; uab
      """
    )
  )

  private static func forms(_ list: String) -> Set<[Substring]> {
    Set(list.split(whereSeparator: { $0 == ";" || $0 == "\n" }).map { $0.split(separator: " ") })
  }

  /// Legal forms stand at the end ("Acme GmbH"), in French at the beginning too ("SARL Dupont").
  private static func withoutLegalForms(_ words: [String]) -> [String] {
    var bare = words[...]
    while let length = longestForm(in: allForms, where: { bare.suffix($0) }) { bare.removeLast(length) }
    while let length = longestForm(in: frenchForms, where: { bare.prefix($0) }) { bare.removeFirst(length) }
    return Array(bare)
  }

  /// How many words the longest legal form at one end has; nil where there is none.
  private static func longestForm(in forms: Set<[Substring]>, where end: (Int) -> ArraySlice<String>) -> Int? {
    (1...5).reversed().first { length in
      let words = end(length).map { $0[...] }
      return words.count == length && forms.contains(words)
    }
  }

  /// Splits at everything but letters and digits; dots inside abbreviations join ("S.A.S." is `sas`).
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in name.unicodeScalars where scalar != "." && scalar.properties.generalCategory != .nonspacingMark {
      let folded = LatinLetter.folded(scalar)
      if folded.isEmpty {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word += folded
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
