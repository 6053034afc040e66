using System.Text.Json.Serialization;

namespace MerchantServer;

/// <summary>What the gateway asks; which members are there depends on <paramref name="Ask"/>.</summary>
internal sealed record Question(string Ask, string? Currency, string[]? Ids, Item[]? Items, Place? Destination, Place[]? Addresses);

internal sealed record Item(string Id, int Quantity, long Price);

internal sealed record Place(string City, string State, string Country, [property: JsonPropertyName("postal_code")] string PostalCode);
