import Foundation
import Identity
import TestStack
import Testing
import Vocabulary

@Suite("LinkedIn profiles that are one person's (R4)")
struct LinkedInProfileTests {
  @Test(
    "R4: the name is read where the path has it, whatever stands in query and host",
    arguments: [
      "www.linkedin.com/in/camille?original_referer=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fdominique",
      "linkedin.com/in/camille?original_referer=https%3A%2F%2Fwww.google.com%2F",
      "www.linkedin.com/in/camille#https://www.linkedin.com/in/dominique",
      "linkedin.com/in/camille/https://www.linkedin.com/in/dominique", "www.linkedin.com/in//camille",
      "https://www.linkedin.com//in//camille//", "https://www.linkedin.com/in/camille%E2%80%8B?x=100%",
      "https://u:p@www.linkedin.com/in/camille", "https://u@linkedin.com:8443/in/camille", "linkedin.com./in/camille",
      "//www.linkedin.com/in/camille", "https:/www.linkedin.com/in/camille", "linkedin://in/camille",
      "https%3A%2F%2Fwww.linkedin.com%2Fin%2Fcamille%3Fx%3Dhttps%253A%252F%252Flinkedin.com%252Fin%252Fdominique",
      "https://www.linkedin.com/in%2Fcamille", "https://www.linkedin.com/in/camille%3Ftrk=x",
      "linkedin.com/in/camille%",
      "linkedin.com/in/camille%2Fdetails", "Mon profil : https://www.linkedin.com/in/camille",
      "%20linkedin.com/in/camille",
      "linkedin.com/in/https://www.linkedin.com/in/camille", "https://www.linkedin.com/in/www.linkedin.com/in/camille/",
      "https://linkedin.com/in/https://linkedin.com/in/camille?x", "linkedin.com/in/in/camille",
      "linkedin.com/in/cam\u{2800}ille", "ｌinkedin.com/in/ｃamille",
      "https://www.linkedin.com/mwlite/profile/in/camille",
    ])
  func camille(text: String) {
    #expect(LinkedInProfile.name(in: text) == "camille")
  }

  @Test(
    "what is not on LinkedIn's host names no profile",
    arguments: [
      "linkedin.com.evil.example/in/camille", "notlinkedin.com/in/camille",
      "https://linkedin.com@evil.example/in/camille",
      "https://evil.example/linkedin.com/in/camille", "https://evil.example/in/camille?linkedin.com/in/camille",
      "https://linkedin.com:x@evil.example/in/camille", "linkedin.co/in/camille", "https://linkedin.com/?in/camille",
      "linkedin.com/in/https://", "linkedin.com/in/www.linkedin.com", "linkedin.com/in/https://evil.example/in/camille",
      "ftp://linkedin.com/in/camille", "https://web.archive.org/web/https://www.linkedin.com/in/camille",
    ])
  func others(text: String) {
    #expect(LinkedInProfile.name(in: text) == nil)
  }

  @Test(
    "R4: an old public profile is the one that it leads to now",
    arguments: [
      ("http://sy.linkedin.com/pub/camille-durand/a7/576/b50?trk=x", "camille-durand-b50576a7"),
      ("linkedin.com/pub/camille-durand/4/a17/2b/", "camille-durand-02ba174"), ("pub/camille/0/1/2", "camille-002001"),
    ])
  func publicProfiles(text: String, name: String) {
    #expect(LinkedInProfile.name(in: text) == name)
    #expect(LinkedInProfile.name(in: "https://www.linkedin.com/in/\(name)") == name)
  }

  @Test(
    "what is no public profile names none",
    arguments: [
      "linkedin.com/pub/dir/camille/durand", "linkedin.com/pub/camille-durand", "linkedin.com/pub/camille/1/2",
      "linkedin.com/pub/camille/1/2/xyz", "linkedin.com/pub/camille/1/2/3456",
    ])
  func noPublicProfiles(text: String) {
    #expect(LinkedInProfile.name(in: text) == nil)
  }

  @Test(
    "placeholders are nobody's",
    arguments: ["moi", "aucun", "Inconnu", "votre-profil", "profil", "na", "none", "%6Doi", "mon-profil.", "moi?x=y"])
  func placeholders(name: String) {
    #expect(LinkedInProfile.name(in: "https://www.linkedin.com/in/\(name)") == nil)
  }

  @Test(
    "R4: names that case mapping would make one are two people's",
    arguments: [("weiß", "weiss"), ("ırmak", "irmak"), ("moira", "moi-ra"), ("profila", "profil-a")])
  func apart(left: String, right: String) {
    #expect(LinkedInProfile.name(in: "in/\(left)") == left)
    #expect(LinkedInProfile.name(in: "in/\(right)") == right)
  }

  @Test(
    "R4: in any address a profile is its own, and never that of the page before", arguments: 0..<128 as Range<UInt64>)
  func addresses(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func one(_ texts: [String]) -> String { texts.randomElement(using: &generator)! }
    func word(_ letters: String) -> String {
      "x" + String((0..<8).map { _ in letters.randomElement(using: &generator)! }) + "y"
    }
    let (name, other) = (word("abcdefghijkl0123456789-éèßı"), word("mnopqrstuvwx0123456789-"))
    func encoded(_ text: String) -> String {
      text.utf8.map { byte in
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: Bool.random(using: &generator))
      }
      .joined()
    }
    let before = "https://www.linkedin.com/in/\(other)"
    let behind = one([
      "", "?original_referer=\(before)", "?original_referer=\(encoded(before))", "?x=\(encoded(encoded(before)))",
      "#\(before)",
      "/?\(before)", "?x=100%", "?%E9", "/details/\(other)", "/\(before)",
    ])
    let login = one(["", "", "u@", "u:p@", "\(other):@", "linkedin.com:x@"])
    let host =
      login + one(["linkedin.com", "www.LinkedIn.com", "fr.linkedin.com.", "linkedin.com:443", "m.linkedin.com.:80"])
    let path = one(["/in/", "//in//", "/mwlite/in/", "/%69n/", "/%2569%256E/", "/./in/"])
    let written = one([
      name, encoded(name), encoded(encoded(name)), name + "\u{200B}", name + "%E2%80%8B", "\u{FEFF}" + name,
    ])
    let text = one(["", "//", "https://", "HTTP://", " https:/", "Moi : https://"]) + host + path + written + behind
    #expect(LinkedInProfile.name(in: text) == name, "\(text)")
    let elsewhere = one(["evil.example/", "linkedin.com.evil.example/", "xlinkedin.com/", "\(host)@evil.example/"])
    #expect(LinkedInProfile.name(in: "https://\(elsewhere)in/\(written)\(behind)") == nil, "\(elsewhere)")
  }

  @Test("R4: who is known by a name as it was read before is known by it still, and nobody by another's")
  func formerReading() throws {
    let hasher = IdentityHasher(try #require(IdentitySecrets([Array(repeating: UInt8(ascii: "k"), count: 32)])))
    let camille = hasher.keys(linkedinUrl: "in/camille")
    #expect(camille.count == 1)
    // HMAC-SHA-256 of "linkedin:camille%e2%80%8b" as a version before made it.
    let former = try #require(IdentityKey("linkedin:OFox8X77UNh49ObVANoKjmjs4O78C3GTjZoRi9s5ucs"))
    let keys = hasher.keys(linkedinUrl: "https://www.linkedin.com/in/camille%E2%80%8B?x=100%")
    #expect(keys.starts(with: camille + [former]))
    // The version before that one decoded the name by itself, and kept what nobody sees.
    #expect(keys.last?.rawValue == "linkedin:bH4d5y7X3IIUBecyqNRZKEQtU58AwaxLN1xmABUc0kc" && keys.count == 3)
    let dominique = hasher.keys(linkedinUrl: "in/dominique")
    let referred = "www.linkedin.com/in/camille?original_referer=https%3A%2F%2Fwww.linkedin.com%2Fin%2Fdominique"
    #expect(hasher.keys(linkedinUrl: referred) == camille)
    #expect(Set(dominique).isDisjoint(with: hasher.keys(linkedinUrl: referred)))
    #expect(Set(hasher.keys(linkedinUrl: "in/weiß")).isDisjoint(with: hasher.keys(linkedinUrl: "in/weiss")))
  }
}
