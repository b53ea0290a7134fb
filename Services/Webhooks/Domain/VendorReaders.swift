extension Vendor {
  /// How its webhooks are proved and read.
  public var reader: any VendorReader.Type {
    switch self {
    case .greenhouse: GreenhouseReader.self
    case .ashby: AshbyReader.self
    case .lever: LeverReader.self
    case .workable: WorkableReader.self
    case .smartrecruiters: SmartRecruitersReader.self
    case .teamtailor: TeamtailorReader.self
    case .recruitee: RecruiteeReader.self
    case .bamboohr: BambooHRReader.self
    case .merge: MergeReader.self
    case .standard: StandardReader.self
    }
  }
}
