import Certificates
import AMQPClient
import Testing

@Suite("Broker URL")
struct AMQPConfigurationTests {
  @Test("every part is read, percent-encoded ones decoded")
  func parts() throws {
    let configuration = try AMQPConfiguration(
      url: "amqp://us%40er:p%2Fa%3As%25s@broker.example:5673/c%2Foopt", plainText: .allowed)
    #expect(configuration.user == "us@er")
    #expect(configuration.password == "p/a:s%s")
    #expect(configuration.host == "broker.example")
    #expect(configuration.port == 5673)
    #expect(configuration.virtualHost == "c/oopt")
    #expect(!configuration.usesTLS)
  }

  @Test(
    "the virtual host in its forms",
    arguments: [("", "/"), ("/", "/"), ("/%2F", "/"), ("/coopt", "coopt"), ("/%2Fcoopt", "/coopt")])
  func virtualHosts(path: String, name: String) throws {
    #expect(try AMQPConfiguration(url: "amqp://u:p@localhost\(path)").virtualHost == name)
  }

  @Test("ports are those of the scheme where none is given, and addresses may be IPv6")
  func defaults() throws {
    #expect(try AMQPConfiguration(url: "amqp://u:p@localhost/v").port == 5672)
    let tls = try AMQPConfiguration(url: "amqps://u:p@h/v?cacertfile=\(#filePath)")
    #expect(tls.port == 5671 && tls.usesTLS && tls.certificateAuthorityFile == #filePath)
    #expect(try AMQPConfiguration(url: "amqp://u:p@[::1]:5673/v").host == "::1")
  }

  @Test(
    "what cannot be used is named, and the password is not",
    arguments: [
      ("https://u:hunter2@h/v", "scheme"), ("amqp://:hunter2@h/v", "user"), ("amqp://u@h/v", "password"),
      ("amqp://u:hunter2@/v", "host"), ("amqps://u:hunter2@h/v", "cacertfile"), ("amqp://u:hunter2@h:port/v", "read"),
      ("hunter2", "scheme"), ("amqp://u:hunter2@h,/v", "host"), ("amqp://u:hunter2@h,i:port/v", "read"),
      ("amqps://u:hunter2@h/v?cacertfile=/none/ca.pem", "/none/ca.pem"),
      ("amqps://u:hunter2@h/v?cacertfile=\(#filePath)&certfile=\(#filePath)", "keyfile"),
      ("amqps://u:hunter2@h/v?cacertfil=x", "cacertfil'"), ("amqp://u:hunter2@h/v?heartbeat=5", "heartbeat"),
      ("amqp://u:hunter2@h/v?cacertfile=\(#filePath)", "certificates"),
      ("amqp://u:hunter2@broker.example/v", "'broker.example' is not this machine"),
      ("amqp://u:hunter2@127.0.0.1,10.0.0.1/v", "COOPT_PLAIN_TEXT=allowed"),
    ])
  func invalid(url: String, part: String) {
    do {
      _ = try AMQPConfiguration(url: url)
      Issue.record("\(part) was not missed")
    } catch {
      #expect(error.code == .invalidConfiguration)
      #expect(!error.isRetriable)
      #expect(error.detail.contains(part))
      #expect(!error.description.contains("hunter2"))
    }
  }

  @Test("several hosts, each with a port of its own or the scheme's")
  func hosts() throws {
    let configuration = try AMQPConfiguration(
      url: "amqp://u:p%2C%40@a:5673,b,[::1]:5674,[fe80::1]/v", plainText: .allowed)
    #expect(
      configuration.endpoints == [
        AMQPEndpoint(host: "a", port: 5673), AMQPEndpoint(host: "b", port: 5672), AMQPEndpoint(host: "::1", port: 5674),
        AMQPEndpoint(host: "fe80::1", port: 5672),
      ])
    #expect(configuration.virtualHost == "v" && configuration.password == "p,@" && configuration.host == "a")
    #expect(configuration.address == "amqp://a:5673,b:5672,[::1]:5674,[fe80::1]:5672/v")
  }

  @Test("no form of printing a configuration shows the password")
  func description() throws {
    let configuration = try AMQPConfiguration(url: "amqp://u:hunter2@h/v", plainText: .allowed)
    var dumped = ""
    dump(configuration, to: &dumped)
    let wrapped = [configuration]
    for text in ["\(configuration)", String(reflecting: configuration), "\(wrapped)", dumped] {
      #expect(!text.contains("hunter2"))
    }
    #expect(configuration.description == "u@amqp://h:5672/v")
  }
}
