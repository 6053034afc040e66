using Acp.Merchants;

namespace Acp.Simulation;

/// <summary>The merchants that tokens are asked for.</summary>
internal static class Shops
{
    public const string Ours = "shop.example";
    public const string Strangers = "other.example";

    /// <summary>Registered, and not verified.</summary>
    public const string Unverified = "new.example";

    public static IReadOnlyList<Merchant> All { get; } =
    [
        new(Ours, Accounts.SellerProfile, MerchantStatus.Verified, SimScheduler.Start, SimScheduler.Start),
        new(Strangers, Accounts.StrangerProfile, MerchantStatus.Verified, SimScheduler.Start, SimScheduler.Start),
        new(Unverified, Accounts.StrangerProfile, MerchantStatus.Registered, SimScheduler.Start, VerifiedAt: null),
    ];
}
