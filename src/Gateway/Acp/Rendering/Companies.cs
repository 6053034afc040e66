using Acp.Pricing;

namespace Acp.Gateway.Rendering;

/// <summary>For versions whose addresses name no company.</summary>
internal static class Companies
{
    public static Address? WithoutCompany(this Address? address) => address is null ? null : address with { Company = null };

    public static FulfillmentDetails? WithoutCompany(this FulfillmentDetails? details) =>
        details is null ? null : details with { Address = details.Address.WithoutCompany() };
}
