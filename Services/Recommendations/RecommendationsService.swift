public enum RecommendationsService { public static func migrations() -> [UInt8] { PackageResources._001_x_sql } }
