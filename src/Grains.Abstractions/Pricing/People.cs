namespace Acp.Pricing;

/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
/// <param name="State">As the shopper writes it; the catalog compares without case.</param>
public sealed record Address(
    string Name,
    string LineOne,
    string? LineTwo,
    string City,
    string State,
    string Country,
    string PostalCode,
    string? Company = null);

/// <param name="Address">Where goods go and tax is due; null until the shopper has one.</param>
public sealed record FulfillmentDetails(string? Name, string? PhoneNumber, string? Email, Address? Address);

/// <summary>Who buys. <paramref name="Extras"/> is the rest of the protocol's buyer object as JSON text, echoed and not interpreted.</summary>
public sealed record Buyer(string Email, string? FirstName, string? LastName, string? FullName, string? PhoneNumber, string? Extras = null);
