public enum RecommendationsService { public static func migrations() -> [UInt8] { PackageResources._0001_x_sql } }
