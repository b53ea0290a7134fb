/// Makes names of companies comparable: case, accents, punctuation and legal form do not count (R6).
public enum EmployerName {
  /// Lower-case words without accents and legal forms, a space between them; empty when the name has no letter or digit.
  ///
  /// "L'Hélice S.A.S." and "l'helice" give `l helice`; a name that is nothing but a legal form keeps it.
  public static func normalised(_ name: String) -> String {
    let words = words(of: name)
    let bare = withoutLegalForms(words)
    return (bare.isEmpty ? words : bare).joined(separator: " ")
  }

  /// Legal forms of companies in the countries that the platform serves, as `words(of:)` writes them.
  private static let legalForms: Set<[Substring]> = Set(
    """
    sa; sas; sasu; sarl; eurl; snc; sca; scs; sci; scop; scp; selarl; selas; selafa; gie; ei; eirl; sem; spl
    se; sce; geie; societe anonyme; societe par actions simplifiee; societe a responsabilite limitee
    gmbh; gmbh co kg; ggmbh; ug; ag; kg; kgaa; ohg; gbr; ev; eg; mbh
    ltd; limited; plc; llp; lp; llc; inc; incorporated; corp; corporation; co; company; pllc
    bv; nv; vof; bvba; srl; spa; sapa; snc; sas; srls; sl; slu; sau; slne; lda; ltda
    ab; as; asa; aps; oy; oyj; hb; kb; sp z o o; spzoo; s r o; sro; kft; zrt; nyrt; doo; dd; ad; ood; eood; sia; uab
    """.split(whereSeparator: { $0 == ";" || $0 == "\n" }).map { $0.split(separator: " ") }
  )

  /// Legal forms stand at the end ("Acme SAS"), in French often at the start too ("SARL Dupont").
  private static func withoutLegalForms(_ words: [String]) -> [String] {
    var bare = words[...]
    while let length = (1...4).reversed().first(where: { isLegalForm(bare.suffix($0), length: $0) }) {
      bare.removeLast(length)
    }
    while let length = (1...4).reversed().first(where: { isLegalForm(bare.prefix($0), length: $0) }) {
      bare.removeFirst(length)
    }
    return Array(bare)
  }

  private static func isLegalForm(_ words: ArraySlice<String>, length: Int) -> Bool {
    words.count == length && legalForms.contains(words.map { $0[...] })
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
