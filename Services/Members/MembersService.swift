public enum MembersService { public static func migrations() -> [UInt8] { PackageResources._001_x_sql } }
