import Certificates
import FoundationEssentials

/// What a provider says of itself (OpenID Connect Discovery 1.0), as far as it is believed.
package struct ProviderDescription: Sendable {
  let issuer: String
  let authorizationEndpoint: String
  let tokenEndpoint: String
  let keysURI: String
  let endSessionEndpoint: String?
  /// Whether the console's secret goes into the form, where the provider does not take it in a header.
  let takesSecretInForm: Bool
  /// Whether each answer that a browser brings names its issuer (RFC 9207).
  let namesIssuer: Bool

  private struct Document: Decodable {
    let issuer: String
    let authorization_endpoint: String
    let token_endpoint: String
    let jwks_uri: String
    let end_session_endpoint: String?
    let code_challenge_methods_supported: [String]?
    let token_endpoint_auth_methods_supported: [String]?
    let authorization_response_iss_parameter_supported: Bool?
  }

  /// Reads a document; throws `SignInRefusal` where it is another's, or leads where somebody may listen.
  package init(json: Data, issuer: String, plainText: PlainText) throws(SignInRefusal) {
    guard let document = try? JSONDecoder().decode(Document.self, from: json) else { throw .providerAway }
    guard document.issuer == issuer else { throw .misconfigured("the provider calls itself by another name") }
    let addresses = [document.authorization_endpoint, document.token_endpoint, document.jwks_uri]
    for address in addresses + (document.end_session_endpoint.map { [$0] } ?? []) {
      guard WebAddress(address)?.isProtected(plainText) ?? false else {
        throw .misconfigured("the provider names an address that is not https, \(PlainText.advice)")
      }
    }
    if let methods = document.code_challenge_methods_supported, !methods.contains("S256") {
      throw .misconfigured("the provider does not take PKCE with S256")
    }
    self.issuer = document.issuer
    authorizationEndpoint = document.authorization_endpoint
    tokenEndpoint = document.token_endpoint
    keysURI = document.jwks_uri
    endSessionEndpoint = document.end_session_endpoint
    let ways = document.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
    takesSecretInForm = !ways.contains("client_secret_basic") && ways.contains("client_secret_post")
    namesIssuer = document.authorization_response_iss_parameter_supported ?? false
  }
}
