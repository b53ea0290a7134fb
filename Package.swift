// swift-tools-version: 6.2

import PackageDescription

// Targets from the ground floor up. A target sees the floors below it and nothing beside it: no service imports
// another, and the command line of one only what that offers operators (RewardsBooks, RewardsRebuild); only AMQPClient
// sees librabbitmq, only PostgreSQLClient sees libpq, only SMTPClient sees libcurl, and a Domain sees no I/O at all.
// OpenSSL is seen by the clients alone, by way of what they are made of.
// `make lint` builds with the explicit import check, so an undeclared import is an error.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  // Each function by itself, so that those that run can be put beside one another.
  .unsafeFlags(["-Xfrontend", "-function-sections"], .when(configuration: .release)),
]

/// Programs as they are to lie in memory (Shared/ServiceRuntime/Decisions, 2026-11-30).
///
/// Functions that run lie beside one another: the system maps sixteen pages around each one that is read, so what is scattered
/// costs that much for each function. `make layout` writes which they are. Swift's own libraries are linked in, so
/// that it holds for them too; addresses to be set when a program is loaded are told in ranges, rather than one by one; what
/// nobody outside looks up has no name for the loader.
let linking: [LinkerSetting] = [
  .unsafeFlags(
    [
      // What Foundation is made of is not named by modules that were compiled against the shared one.
      "-static-stdlib", "-lFoundationInternationalization", "-l_FoundationICU", "-lCoreFoundation",
      "-l_FoundationCollections", "-l_FoundationCShims", "-use-ld=lld",
    ]
      + [
        "-z", "pack-relative-relocs", "--no-export-dynamic", "--no-warn-symbol-ordering",
        "--symbol-ordering-file=\(Context.packageDirectory)/Services/functions.order",
      ].flatMap { ["-Xlinker", $0] },
    .when(platforms: [.linux], configuration: .release))
]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let http = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let tracing = Target.Dependency.product(name: "Tracing", package: "swift-distributed-tracing")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let collections = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")

/// Modules with dated decisions (ADRs) beside their code.
let decided: Set<String> = [
  "EventLoop", "AMQPClient", "PostgreSQLClient", "ServiceRuntime", "Rewards", "Topology", "Messages", "Observability",
  "Notifications", "PolicyVersions", "Traces", "Identity", "CooptCommandLine",
  "Members", "Offers", "Recommendations", "Webhooks", "ContractDocument", "Normalisation",
]

/// The commit that is built, for `--version`, logs and metrics.
///
/// Where there is no repository, as in a container, it is told.
let commit =
  Context.environment["COOPT_COMMIT"]
  ?? Context.gitInformation.map { $0.currentCommit + ($0.hasUncommittedChanges ? "+" : "") } ?? "unknown"

/// A module, under `Shared` unless said otherwise, with its tests in the same place under `Tests` where there are any.
func shared(
  _ name: String,
  path: String? = nil,
  exclude: [String] = [],
  dependencies: [Target.Dependency] = [],
  resources: [Resource] = [],
  tests: [Target.Dependency]? = nil,
  fixtures: [Resource] = []
) -> [Target] {
  let path = path ?? "Shared/\(name)"
  let module = Target.target(
    name: name,
    dependencies: dependencies,
    path: path,
    exclude: exclude + (decided.contains(name) ? ["Decisions"] : []),
    resources: resources,
    swiftSettings: settings
  )
  guard let tests else { return [module] }
  return [
    module,
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.target(name: name)] + tests,
      path: "Tests/\(path)",
      resources: fixtures,
      swiftSettings: settings
    ),
  ]
}

/// The four rooms of a service: its rules, its handlers and storage, its executable, its tests.
///
/// `rules` is what its rules see that its tests see anyway.
func service(
  _ name: String,
  executable: String,
  domain: [Target.Dependency] = [],
  rules: [Target.Dependency] = [],
  handlers: [Target.Dependency] = [],
  resources: [Resource] = [],
  tests: [Target.Dependency] = []
) -> [Target] {
  [
    .target(
      name: "\(name)Domain",
      dependencies: ["Vocabulary"] + domain + rules,
      path: "Services/\(name)/Domain",
      swiftSettings: settings
    ),
    .target(
      name: "\(name)Service",
      dependencies: [
        .target(name: "\(name)Domain"), "Vocabulary", "Messages", "PostgreSQLClient", "Failures", "MessageHandling",
        "ContractAnswer", "Corrections", "Paging", "ServiceSettings", "Topology",
      ] + handlers,
      path: "Services/\(name)",
      exclude: ["Domain", "main", "README.md"] + (name == "Rewards" ? ["Books", "Rebuild"] : [])
        + (name == "Webhooks" ? ["Vendors.md"] : [])
        + (decided.contains(name) ? ["Decisions"] : []),
      resources: [.embedInCode("Migrations")] + resources,
      swiftSettings: settings
    ),
    .executableTarget(
      name: executable,
      dependencies: [.target(name: "\(name)Service"), "ServiceRuntime", "ServiceSettings", "Topology"],
      path: "Services/\(name)/main",
      swiftSettings: settings,
      linkerSettings: linking
    ),
    .testTarget(
      name: "\(name)Tests",
      dependencies: [
        .target(name: "\(name)Domain"), .target(name: "\(name)Service"), "Vocabulary", "Messages",
        "PostgreSQLClient", "MessageHandling", "Corrections", "Paging", "ServiceSettings", "ServiceTesting",
        "TestStack",
        "Topology",
      ] + domain + tests,
      path: "Tests/Services/\(name)",
      swiftSettings: settings
    ),
  ]
}

var targets: [Target] = [
  .systemLibrary(
    name: "CRabbitMQ",
    path: "Shared/CRabbitMQ",
    pkgConfig: "librabbitmq",
    providers: [.apt(["librabbitmq-dev"])]
  ),
  .systemLibrary(
    name: "CPostgreSQL",
    path: "Shared/CPostgreSQL",
    pkgConfig: "libpq",
    providers: [.apt(["libpq-dev"])]
  ),
  .systemLibrary(
    name: "CCurl",
    path: "Shared/CCurl",
    pkgConfig: "libcurl",
    providers: [.apt(["libcurl4-openssl-dev"])]
  ),
]

/// TLS as all clients see it: why a certificate is refused, when one runs out, where nothing may go in clear.
targets.append(
  .systemLibrary(
    name: "COpenSSL", path: "Shared/COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]))
targets += shared("Certificates", dependencies: ["COpenSSL"], tests: ["TestStack"])

targets += shared("Vocabulary", tests: ["TestStack"])
targets += shared(
  "Messages",
  dependencies: ["Vocabulary", crypto],
  tests: ["Vocabulary", "TestStack"],
  fixtures: [.copy("Fixtures")]
)
/// Texts in Unicode's form for compatibility, of tables that no toolchain changes.
targets.append(
  .target(name: "CCompatibilityForms", path: "Shared/CCompatibilityForms", exclude: ["derive.swift", "tables.inc"]))
targets += shared("Normalisation", dependencies: ["CCompatibilityForms"], tests: ["TestStack"])
targets += shared(
  "Identity", dependencies: ["Normalisation", "ServiceSettings", "Vocabulary", crypto],
  tests: ["ServiceSettings", "Vocabulary", "TestStack"])
targets.append(
  .target(
    name: "CBuildInformation",
    path: "Shared/CBuildInformation",
    cSettings: [.define("COOPT_COMMIT", to: "\"\(commit)\"")]
  )
)
targets += shared(
  "Observability", dependencies: ["CBuildInformation", logging, coreMetrics], tests: ["TestStack", logging, metrics])
targets += shared("EventLoop", tests: [])
/// Mustache, as far as the console's pages and the texts of notifications are written in it.
targets += shared("Templates", tests: [])
/// What becomes of a failure, wherever it is met.
targets += shared("Failures", tests: ["TestStack"])
targets += shared(
  "AMQPClient",
  dependencies: ["CRabbitMQ", "COpenSSL", "Certificates", "EventLoop", "Failures", logging, lifecycle, collections],
  tests: ["Certificates", "Failures", logging, "TestStack"]
)
targets += shared(
  "PostgreSQLClient",
  dependencies: ["CPostgreSQL", "COpenSSL", "Certificates", "EventLoop", logging, collections],
  tests: ["Certificates", logging, "TestStack"]
)
targets += shared(
  "SMTPClient", dependencies: ["CCurl", "Certificates", "EventLoop", "Normalisation"],
  tests: ["Certificates", "TestStack"])
targets += shared("Topology", dependencies: ["Vocabulary", "Messages"], tests: ["Messages", "TestStack"])
/// The contract's document, as part of every program that speaks it.
targets.append(.target(name: "CContract", path: "Shared/CContract"))
targets += shared(
  "PublishedContract", dependencies: ["CContract", "Messages", "Topology"],
  tests: ["Messages", "Topology", "TestStack"])
/// What each message looks like, as its type tells it.
targets += shared(
  "MessageSchemas", dependencies: ["Messages", "Vocabulary"], tests: ["Messages", "Vocabulary", "TestStack"])
/// The contract as documents for people and programs outside.
targets += shared(
  "ContractDocument", exclude: ["Published", "Released"],
  dependencies: ["MessageSchemas", "Messages", "Topology", "Vocabulary", crypto],
  resources: [.embedInCode("Guide")],
  tests: ["MessageSchemas", "Messages", "PublishedContract", "Topology", "Vocabulary", "TestStack", crypto])
targets += shared("ServiceSettings", dependencies: ["Certificates", configuration])
/// Spans, on their way to an OpenTelemetry collector.
targets += shared(
  "Traces",
  dependencies: [
    "Observability", "ServiceSettings", logging, metrics, tracing, nio, nioPosix, nioHTTP,
    "Certificates", "COpenSSL",
  ],
  tests: ["Observability", "ServiceSettings", logging, metrics, tracing, "TestStack"])
/// What a service declares: its handlers, what they get and what they emit. No broker, no machinery.
targets += shared(
  "MessageHandling",
  dependencies: ["Certificates", "Vocabulary", "Messages", "Observability", "PostgreSQLClient", "Topology", logging]
)
/// How every service answers which contract it speaks.
targets += shared(
  "ContractAnswer", dependencies: ["Messages", "PostgreSQLClient", "MessageHandling", "PublishedContract"],
  tests: [
    "Messages", "MessageHandling", "PublishedContract", "ServiceSettings", "Topology", "Vocabulary", "MembersService",
    "OffersService", "RecommendationsService", "QualificationService", "RewardsService", "NotificationsService",
    "WebhooksService",
  ])
/// Lists in pages, the same way for every question of every service.
targets += shared("Paging", dependencies: ["Vocabulary", "Messages", "PostgreSQLClient", "MessageHandling"])
/// How every service's policy is kept, asked for, changed and cancelled, and learnt by others.
targets += shared(
  "PolicyVersions", dependencies: ["Vocabulary", "Messages", "Failures", "PostgreSQLClient", "MessageHandling"],
  tests: ["Vocabulary", "Messages", "Failures"])
/// How every service answers who decided what by hand.
targets += shared(
  "Corrections", dependencies: ["Vocabulary", "Messages", "PostgreSQLClient", "MessageHandling"])
targets += shared(
  "ServiceRuntime",
  exclude: ["README.md"],
  dependencies: [
    "Vocabulary", "Messages", "Observability", "AMQPClient", "Certificates", "PostgreSQLClient", "Topology",
    "EventLoop", "Failures", "MessageHandling", "ServiceSettings", "Traces", logging, metrics, lifecycle, signals,
    hummingbird, http, nio, tracing,
  ],
  resources: [.embedInCode("Migrations")],
  tests: [
    "Vocabulary", "Messages", "Observability", "AMQPClient", "PostgreSQLClient", "Topology", "Failures",
    "MessageHandling", "Corrections", "ServiceSettings", "ServiceTesting", logging, metrics, lifecycle, "TestStack",
  ]
)
targets += [
  .target(
    name: "TestStack",
    path: "Tests/TestStack",
    exclude: ["tls_relay.py"],
    swiftSettings: settings
  ),
  .target(
    name: "ServiceTesting",
    dependencies: [
      "Vocabulary", "Messages", "PostgreSQLClient", "MessageHandling", "ServiceRuntime", "ServiceSettings", "Topology",
      "TestStack", logging,
    ],
    path: "Tests/ServiceTesting",
    swiftSettings: settings
  ),
]

targets += service(
  "Members", executable: "coopt-members", handlers: ["Identity", "PolicyVersions"],
  tests: ["Identity", "PolicyVersions"])
targets += service("Offers", executable: "coopt-offers", handlers: ["PolicyVersions"], tests: ["PolicyVersions"])
targets += service(
  "Recommendations", executable: "coopt-recommendations", handlers: ["Identity", "PolicyVersions"],
  tests: ["Identity", "PolicyVersions"])
targets += service("Qualification", executable: "coopt-qualification", handlers: ["PolicyVersions"])
targets += service(
  "Rewards",
  executable: "coopt-rewards",
  domain: [crypto],
  handlers: ["PolicyVersions"],
  tests: ["PolicyVersions", "RewardsBooks", "RewardsRebuild", "AMQPClient", "ServiceRuntime", logging]
)
/// What rewards offers operators: its books to read, and to rebuild from what was received.
targets += [
  .target(
    name: "RewardsBooks",
    dependencies: ["Certificates", "Messages", "PostgreSQLClient", "Vocabulary", logging],
    path: "Services/Rewards/Books",
    swiftSettings: settings
  ),
  .target(
    name: "RewardsRebuild",
    dependencies: [
      "RewardsBooks", "RewardsService", "ServiceRuntime", "ServiceSettings", "Certificates", "Messages",
      "PostgreSQLClient", "Topology", "Vocabulary", logging,
    ],
    path: "Services/Rewards/Rebuild",
    swiftSettings: settings
  ),
]
targets += service(
  "Notifications",
  executable: "coopt-notifications",
  handlers: ["Certificates", "SMTPClient", "Observability", "PolicyVersions", "Templates", logging, metrics],
  resources: [.embedInCode("Templates")],
  tests: [mustache, "SMTPClient", "PolicyVersions"]
)

targets += service(
  "Webhooks",
  executable: "coopt-webhooks",
  domain: [crypto],
  rules: ["Messages"],
  handlers: [
    "AMQPClient", "Certificates", "Identity", "Observability", crypto, nio, nioHTTP, httpClient, logging, metrics,
  ],
  tests: [
    "AMQPClient", "Certificates", "Observability", "ServiceRuntime", hummingbird, http, nio, nioHTTP, httpClient,
    lifecycle, logging,
  ]
)

/// What staff see and do in a browser: a staff tool as any other, which reads the contract and opens no service's database.
targets += [
  .target(
    name: "ConsoleDomain",
    dependencies: ["Messages", "Vocabulary"],
    path: "Services/Console/Domain",
    swiftSettings: settings
  ),
  .target(
    name: "ConsoleService",
    dependencies: [
      "ConsoleDomain", "AMQPClient", "Certificates", "CooptCommandLine", "Messages", "Observability",
      "PostgreSQLClient", "ServiceSettings", "Templates", "Topology", "Vocabulary", hummingbird, http, nio, jwt, crypto,
      httpClient, nioHTTP, nioSSL, logging, metrics, lifecycle, signals,
    ],
    path: "Services/Console",
    exclude: ["Domain", "main", "README.md", "Decisions"],
    resources: [.embedInCode("Views"), .embedInCode("Assets")],
    swiftSettings: settings
  ),
  .executableTarget(
    name: "coopt-console",
    dependencies: ["ConsoleService"],
    path: "Services/Console/main",
    swiftSettings: settings,
    linkerSettings: linking
  ),
  .testTarget(
    name: "ConsoleTests",
    dependencies: [
      "ConsoleDomain", "ConsoleService", "AMQPClient", "Messages", "NotificationsDomain", "Observability",
      "ServiceSettings", "TestStack", "Topology", "Vocabulary", hummingbird, http, nio, nioHTTP, mustache, jwt, crypto,
      httpClient, logging, lifecycle,
    ],
    path: "Tests/Services/Console",
    swiftSettings: settings
  ),
]

/// What writes the contract's documents, and compares them with those that were released.
///
/// It sees the service of notifications to have every notification composed that the documents describe.
targets += [
  .executableTarget(
    name: "coopt-contract",
    dependencies: [
      "ContractDocument", "MessageSchemas", "MessageHandling", "Messages", "NotificationsDomain",
      "NotificationsService", "SMTPClient", "ServiceSettings", "Vocabulary", arguments,
    ],
    path: "Services/ContractStep",
    swiftSettings: settings
  )
]
/// The step before the services start: prints what the broker has to have, and compares what it has.
targets += [
  .executableTarget(
    name: "coopt-topology",
    dependencies: ["Observability", "Topology"],
    path: "Services/TopologyStep",
    swiftSettings: settings,
    linkerSettings: linking
  )
]
/// What operators and staff type.
targets += shared(
  "CooptCommandLine",
  path: "Services/CommandLine",
  exclude: ["main", "Conformance", "README.md"],
  dependencies: [
    "Vocabulary", "MessageSchemas", "ContractDocument", "Messages", "AMQPClient", "Certificates", "PostgreSQLClient",
    "Topology", "EventLoop", "RewardsBooks", logging, crypto,
  ],
  tests: [
    "Vocabulary", "MessageSchemas", "ContractDocument", "PublishedContract", "Messages", "AMQPClient", "Certificates",
    "PostgreSQLClient",
    "Topology", "RewardsBooks", "TestStack", "CooptConformance", nio,
  ]
)
/// What plays the platform to a stranger's program, in a virtual host that is thrown away, and says what to change.
targets += shared(
  "CooptConformance",
  path: "Services/CommandLine/Conformance",
  exclude: ["README.md"],
  dependencies: [
    "AMQPClient", "Certificates", "CooptCommandLine", "MessageHandling", "Messages", "ServiceRuntime", "Topology",
    "Vocabulary", logging, nio, nioHTTP, nioPosix, httpClient,
  ]
)
targets += [
  .executableTarget(
    name: "coopt",
    dependencies: [
      "CooptCommandLine", "CooptConformance", "Vocabulary", "MessageSchemas", "ContractDocument", "PublishedContract",
      "Messages",
      "Observability", "AMQPClient",
      "PostgreSQLClient", "Topology", "EventLoop", "Certificates", "RewardsBooks",
      "RewardsRebuild", logging, signals, arguments,
    ],
    path: "Services/CommandLine/main",
    swiftSettings: settings,
    linkerSettings: linking
  )
]

/// What `make bench` loads and measures with, where Python would disturb the measurement.
targets.append(
  .executableTarget(
    name: "coopt-bench",
    dependencies: [
      "AMQPClient", "Topology", "MessageHandling", "ServiceRuntime", "ServiceSettings", "MembersService",
      "OffersService", "RecommendationsService",
      "QualificationService", "RewardsService", "NotificationsService", logging, arguments, histogram,
    ],
    path: "Tests/Bench/Driver",
    swiftSettings: settings
  )
)

/// What `make guard` counts instructions and allocations of.
targets.append(
  .executableTarget(
    name: "coopt-hot-paths",
    dependencies: [
      "Vocabulary", "Messages", "Observability", "AMQPClient", "Topology", "MessageHandling", "ServiceRuntime",
      "RewardsDomain",
      "RewardsService",
      "NotificationsDomain", "NotificationsService", "Traces", "ServiceSettings", logging, tracing,
    ],
    path: "Tests/HotPaths/Program",
    swiftSettings: settings
  )
)

/// Without what is under `Tests`, where programs alone are built: as images are.
let wanted =
  Context.environment["COOPT_PROGRAMS_ONLY"] == nil ? targets : targets.filter { $0.path?.hasPrefix("Tests/") != true }

let package = Package(
  name: "coopt",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics.git", exact: "2.13.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-configuration.git", exact: "1.4.0", traits: []),
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache.git", exact: "2.1.1"),
    .package(url: "https://github.com/apple/swift-distributed-tracing.git", exact: "1.7.3"),
    .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
    .package(url: "https://github.com/swift-server/async-http-client.git", exact: "1.37.0"),
    .package(url: "https://github.com/vapor/jwt-kit.git", exact: "5.7.1"),
    .package(url: "https://github.com/apple/swift-collections.git", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
    // For `coopt-bench` alone.
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", exact: "0.2.0"),
  ],
  targets: wanted
)
