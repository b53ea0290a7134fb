public enum NotificationsService { public static func migrations() -> [UInt8] { PackageResources._001_x_sql } }
