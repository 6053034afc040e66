namespace Acp.Client;

/// <summary>Where goods go, or bills. A company only where there is one.</summary>
public sealed record Address
{
    /// <summary>Who is there.</summary>
    public required string Name { get; init; }

    /// <summary>Street and number.</summary>
    public required string LineOne { get; init; }

    /// <summary>What does not fit the first line.</summary>
    public string? LineTwo { get; init; }

    /// <summary>City.</summary>
    public required string City { get; init; }

    /// <summary>State or region; empty where a country has none.</summary>
    public required string State { get; init; }

    /// <summary>ISO 3166-1, two letters.</summary>
    public required string Country { get; init; }

    /// <summary>Empty where a country has none.</summary>
    public required string PostalCode { get; init; }

    /// <summary>A company at that address.</summary>
    public string? Company { get; init; }

    /// <summary>Never the address.</summary>
    public override string ToString() => "(address)";
}

/// <summary>Who buys.</summary>
public sealed record Buyer
{
    /// <summary>E-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Where first and last are not known apart.</summary>
    public string? FullName { get; init; }

    /// <summary>With country code.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>The platform's own for the buyer.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Never the buyer.</summary>
    public override string ToString() => "(buyer)";
}

/// <summary>Who gets the goods, and where.</summary>
public sealed record FulfillmentDetails
{
    /// <summary>Of the recipient.</summary>
    public string? Name { get; init; }

    /// <summary>For the carrier.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>For what is sent by e-mail.</summary>
    public string? Email { get; init; }

    /// <summary>Not needed for digital goods.</summary>
    public Address? Address { get; init; }

    /// <summary>Never the recipient.</summary>
    public override string ToString() => "(recipient)";
}
