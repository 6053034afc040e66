using Acp.Pricing;

namespace Acp.Silo.Contracts;

[GenerateSerializer, Alias("acp.address"), Immutable]
internal struct AddressSurrogate
{
    [Id(0)] public string Name;
    [Id(1)] public string LineOne;
    [Id(2)] public string? LineTwo;
    [Id(3)] public string City;
    [Id(4)] public string State;
    [Id(5)] public string Country;
    [Id(6)] public string PostalCode;
    [Id(7)] public string? Company;
}

[RegisterConverter]
internal sealed class AddressConverter : IConverter<Address, AddressSurrogate>
{
    public Address ConvertFromSurrogate(in AddressSurrogate surrogate) => new(
        surrogate.Name,
        surrogate.LineOne,
        surrogate.LineTwo,
        surrogate.City,
        surrogate.State,
        surrogate.Country,
        surrogate.PostalCode,
        surrogate.Company);

    public AddressSurrogate ConvertToSurrogate(in Address value) => new()
    {
        Name = value.Name,
        LineOne = value.LineOne,
        LineTwo = value.LineTwo,
        City = value.City,
        State = value.State,
        Country = value.Country,
        PostalCode = value.PostalCode,
        Company = value.Company,
    };
}

[GenerateSerializer, Alias("acp.buyer"), Immutable]
internal struct BuyerSurrogate
{
    [Id(0)] public string Email;
    [Id(1)] public string? FirstName;
    [Id(2)] public string? LastName;
    [Id(3)] public string? FullName;
    [Id(4)] public string? PhoneNumber;
    [Id(5)] public string? Extras;
}

[RegisterConverter]
internal sealed class BuyerConverter : IConverter<Buyer, BuyerSurrogate>
{
    public Buyer ConvertFromSurrogate(in BuyerSurrogate surrogate) =>
        new(surrogate.Email, surrogate.FirstName, surrogate.LastName, surrogate.FullName, surrogate.PhoneNumber, surrogate.Extras);

    public BuyerSurrogate ConvertToSurrogate(in Buyer value) => new()
    {
        Email = value.Email,
        FirstName = value.FirstName,
        LastName = value.LastName,
        FullName = value.FullName,
        PhoneNumber = value.PhoneNumber,
        Extras = value.Extras,
    };
}

[GenerateSerializer, Alias("acp.fulfillment-details"), Immutable]
internal struct FulfillmentDetailsSurrogate
{
    [Id(0)] public string? Name;
    [Id(1)] public string? PhoneNumber;
    [Id(2)] public string? Email;
    [Id(3)] public Address? Address;
}

[RegisterConverter]
internal sealed class FulfillmentDetailsConverter : IConverter<FulfillmentDetails, FulfillmentDetailsSurrogate>
{
    public FulfillmentDetails ConvertFromSurrogate(in FulfillmentDetailsSurrogate surrogate) =>
        new(surrogate.Name, surrogate.PhoneNumber, surrogate.Email, surrogate.Address);

    public FulfillmentDetailsSurrogate ConvertToSurrogate(in FulfillmentDetails value) =>
        new() { Name = value.Name, PhoneNumber = value.PhoneNumber, Email = value.Email, Address = value.Address };
}
