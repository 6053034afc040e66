using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Silo.Contracts;

[GenerateSerializer, Alias("acp.create"), Immutable]
internal struct CreateSurrogate
{
    [Id(0)] public RequestedItem[] Items;
    [Id(1)] public string Currency;
    [Id(2)] public Buyer? Buyer;
    [Id(3)] public FulfillmentDetails? FulfillmentDetails;
    [Id(4)] public string[] DiscountCodes;
    [Id(5)] public string[] Interventions;
    [Id(6)] public string? Locale;
    [Id(7)] public string? Timezone;
    [Id(8)] public string? Metadata;
    [Id(9)] public string? OrderNotes;
    [Id(10)] public string[]? Extensions;
    [Id(11)] public FulfillmentGroup[]? Groups;
    [Id(12)] public string? QuoteId;
    [Id(13)] public string? Attribution;
}

[RegisterConverter]
internal sealed class CreateConverter : IConverter<CreateCheckoutSession, CreateSurrogate>
{
    public CreateCheckoutSession ConvertFromSurrogate(in CreateSurrogate surrogate) => new(
        surrogate.Items,
        surrogate.Currency,
        surrogate.Buyer,
        surrogate.FulfillmentDetails,
        surrogate.DiscountCodes,
        surrogate.Interventions,
        surrogate.Locale,
        surrogate.Timezone,
        surrogate.Metadata,
        surrogate.OrderNotes)
    {
        Extensions = surrogate.Extensions ?? [],
        Groups = surrogate.Groups ?? [],
        QuoteId = surrogate.QuoteId,
        Attribution = surrogate.Attribution,
    };

    public CreateSurrogate ConvertToSurrogate(in CreateCheckoutSession value) => new()
    {
        Items = [.. value.Items],
        Currency = value.Currency,
        Buyer = value.Buyer,
        FulfillmentDetails = value.FulfillmentDetails,
        DiscountCodes = [.. value.DiscountCodes],
        Interventions = [.. value.Interventions],
        Locale = value.Locale,
        Timezone = value.Timezone,
        Metadata = value.Metadata,
        OrderNotes = value.OrderNotes,
        Extensions = [.. value.Extensions],
        Groups = [.. value.Groups],
        QuoteId = value.QuoteId,
        Attribution = value.Attribution,
    };
}

[GenerateSerializer, Alias("acp.update"), Immutable]
internal struct UpdateSurrogate
{
    [Id(0)] public ChangeSurrogate<RequestedItem[]> Items;
    [Id(1)] public ChangeSurrogate<Buyer> Buyer;
    [Id(2)] public ChangeSurrogate<FulfillmentDetails> FulfillmentDetails;
    [Id(3)] public ChangeSurrogate<SelectedFulfillment[]> SelectedFulfillment;
    [Id(4)] public ChangeSurrogate<string[]> DiscountCodes;
    [Id(5)] public ChangeSurrogate<string> OrderNotes;
    [Id(6)] public ChangeSurrogate<FulfillmentGroup[]> Groups;
    [Id(7)] public ChangeSurrogate<Address> Destination;
}

[RegisterConverter]
internal sealed class UpdateConverter : IConverter<UpdateCheckoutSession, UpdateSurrogate>
{
    public UpdateCheckoutSession ConvertFromSurrogate(in UpdateSurrogate surrogate) => new(
        ChangeSurrogate.BackToList(surrogate.Items),
        ChangeSurrogate.Back(surrogate.Buyer),
        ChangeSurrogate.Back(surrogate.FulfillmentDetails),
        ChangeSurrogate.BackToList(surrogate.SelectedFulfillment),
        ChangeSurrogate.BackToList(surrogate.DiscountCodes),
        ChangeSurrogate.Back(surrogate.OrderNotes))
    {
        Groups = ChangeSurrogate.BackToList(surrogate.Groups),
        Destination = ChangeSurrogate.Back(surrogate.Destination),
    };

    public UpdateSurrogate ConvertToSurrogate(in UpdateCheckoutSession value) => new()
    {
        Items = ChangeSurrogate.OfList(value.Items),
        Buyer = ChangeSurrogate.Of(value.Buyer),
        FulfillmentDetails = ChangeSurrogate.Of(value.FulfillmentDetails),
        SelectedFulfillment = ChangeSurrogate.OfList(value.SelectedFulfillment),
        DiscountCodes = ChangeSurrogate.OfList(value.DiscountCodes),
        OrderNotes = ChangeSurrogate.Of(value.OrderNotes),
        Groups = ChangeSurrogate.OfList(value.Groups),
        Destination = ChangeSurrogate.Of(value.Destination),
    };
}

[GenerateSerializer, Alias("acp.complete"), Immutable]
internal struct CompleteSurrogate
{
    [Id(0)] public string Token;
    [Id(1)] public Buyer? Buyer;
    [Id(2)] public Address? BillingAddress;
    [Id(3)] public string? OrderNotes;
    [Id(4)] public AuthenticationResult? Authentication;
    [Id(5)] public string? Attribution;
    [Id(6)] public MarketingConsent[]? Consents;
}

[RegisterConverter]
internal sealed class CompleteConverter : IConverter<CompleteCheckoutSession, CompleteSurrogate>
{
    public CompleteCheckoutSession ConvertFromSurrogate(in CompleteSurrogate surrogate) =>
        new(surrogate.Token, surrogate.Buyer, surrogate.BillingAddress, surrogate.OrderNotes)
        {
            Authentication = surrogate.Authentication,
            Attribution = surrogate.Attribution,
            Consents = surrogate.Consents ?? [],
        };

    public CompleteSurrogate ConvertToSurrogate(in CompleteCheckoutSession value) => new()
    {
        Token = value.Token,
        Buyer = value.Buyer,
        BillingAddress = value.BillingAddress,
        OrderNotes = value.OrderNotes,
        Authentication = value.Authentication,
        Attribution = value.Attribution,
        Consents = [.. value.Consents],
    };
}

[GenerateSerializer, Alias("acp.authentication"), Immutable]
internal struct AuthenticationSurrogate
{
    [Id(0)] public AuthenticationOutcome Outcome;
    [Id(1)] public AuthenticationProof? Proof;
}

[RegisterConverter]
internal sealed class AuthenticationConverter : IConverter<AuthenticationResult, AuthenticationSurrogate>
{
    public AuthenticationResult ConvertFromSurrogate(in AuthenticationSurrogate surrogate) => new(surrogate.Outcome, surrogate.Proof);

    public AuthenticationSurrogate ConvertToSurrogate(in AuthenticationResult value) => new() { Outcome = value.Outcome, Proof = value.Proof };
}

[GenerateSerializer, Alias("acp.authentication-proof"), Immutable]
internal struct AuthenticationProofSurrogate
{
    [Id(0)] public string Cryptogram;
    [Id(1)] public string ElectronicCommerceIndicator;
    [Id(2)] public string TransactionId;
    [Id(3)] public string Version;
}

[RegisterConverter]
internal sealed class AuthenticationProofConverter : IConverter<AuthenticationProof, AuthenticationProofSurrogate>
{
    public AuthenticationProof ConvertFromSurrogate(in AuthenticationProofSurrogate surrogate) => new(
        surrogate.Cryptogram, surrogate.ElectronicCommerceIndicator, surrogate.TransactionId, surrogate.Version);

    public AuthenticationProofSurrogate ConvertToSurrogate(in AuthenticationProof value) => new()
    {
        Cryptogram = value.Cryptogram,
        ElectronicCommerceIndicator = value.ElectronicCommerceIndicator,
        TransactionId = value.TransactionId,
        Version = value.Version,
    };
}

[GenerateSerializer, Alias("acp.consent"), Immutable]
internal struct ConsentSurrogate
{
    [Id(0)] public string Channel;
    [Id(1)] public bool OptedIn;
}

[RegisterConverter]
internal sealed class ConsentConverter : IConverter<MarketingConsent, ConsentSurrogate>
{
    public MarketingConsent ConvertFromSurrogate(in ConsentSurrogate surrogate) => new(surrogate.Channel, surrogate.OptedIn);

    public ConsentSurrogate ConvertToSurrogate(in MarketingConsent value) => new() { Channel = value.Channel, OptedIn = value.OptedIn };
}

[GenerateSerializer, Alias("acp.cancel"), Immutable]
internal struct CancelSurrogate
{
    [Id(0)] public string? Reason;
    [Id(1)] public string? Trace;
}

[RegisterConverter]
internal sealed class CancelConverter : IConverter<CancelCheckoutSession, CancelSurrogate>
{
    public CancelCheckoutSession ConvertFromSurrogate(in CancelSurrogate surrogate) => new(surrogate.Reason) { Trace = surrogate.Trace };

    public CancelSurrogate ConvertToSurrogate(in CancelCheckoutSession value) => new() { Reason = value.Reason, Trace = value.Trace };
}
