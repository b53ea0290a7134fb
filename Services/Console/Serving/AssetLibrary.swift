import Crypto
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// Styles and scripts, under addresses that change with what is in them.
struct AssetLibrary: Sendable {
  private struct Asset: Sendable {
    let type: String
    let body: ByteBuffer
  }

  private let assets: [String: Asset]
  /// The addresses that pages name.
  let styles: String
  let script: String
  let icon: String
  /// What moves the picture of the flow, on its page alone.
  let flowScript: String
  /// What sends the form that signs out at the provider.
  let leaving: String

  init() {
    var assets: [String: Asset] = [:]
    func add(_ name: String, _ ending: String, _ type: String, _ bytes: [UInt8]) -> String {
      let digest = Base64URL.text(Data(SHA256.hash(data: Data(bytes)))).prefix(12)
      let file = "\(name).\(digest).\(ending)"
      assets[file] = Asset(type: type, body: ByteBuffer(bytes: bytes))
      return "/assets/\(file)"
    }
    styles = add("console", "css", "text/css; charset=utf-8", PackageResources.console_css)
    script = add("console", "js", "text/javascript; charset=utf-8", PackageResources.console_js)
    icon = add("icon", "svg", "image/svg+xml", PackageResources.icon_svg)
    flowScript = add("flow", "js", "text/javascript; charset=utf-8", PackageResources.flow_js)
    leaving = add("leaving", "js", "text/javascript; charset=utf-8", PackageResources.leaving_js)
    self.assets = assets
  }

  /// The answer to who asks for a file; nil where there is none of the name.
  func response(_ file: String) -> Response? {
    guard let asset = assets[file] else { return nil }
    return Response(
      status: .ok,
      headers: [.contentType: asset.type, .cacheControl: "public, max-age=31536000, immutable"],
      body: ResponseBody(byteBuffer: asset.body))
  }
}
