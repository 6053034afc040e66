using System.Text.Json.Serialization;
using Acp.Client.Admin;

namespace Acp.Client.Json;

/// <summary>The names of what is no part of the protocol: tokens and administration.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IssueToken))]
[JsonSerializable(typeof(IssuedToken))]
[JsonSerializable(typeof(Page<TokenRow>))]
[JsonSerializable(typeof(TokenDetail))]
[JsonSerializable(typeof(TokenOverview))]
[JsonSerializable(typeof(Page<ProviderEvent>))]
[JsonSerializable(typeof(SessionTimeline))]
[JsonSerializable(typeof(CheckoutStory))]
[JsonSerializable(typeof(ResolvedSession))]
[JsonSerializable(typeof(Page<OrderRow>))]
[JsonSerializable(typeof(OrderDetail))]
[JsonSerializable(typeof(OrderDone))]
[JsonSerializable(typeof(NewFulfillment))]
[JsonSerializable(typeof(FulfillmentProgress))]
[JsonSerializable(typeof(OrderRefunds))]
[JsonSerializable(typeof(RefundWish))]
[JsonSerializable(typeof(RefundMade))]
[JsonSerializable(typeof(Page<Delivery>))]
[JsonSerializable(typeof(Page<Merchant>))]
[JsonSerializable(typeof(Page<AccessKey>))]
[JsonSerializable(typeof(AccessKeyMade))]
[JsonSerializable(typeof(AccessKeyWish))]
[JsonSerializable(typeof(AccessKeyRotation))]
[JsonSerializable(typeof(Attention))]
[JsonSerializable(typeof(Page<Contradiction>))]
[JsonSerializable(typeof(Page<Erasure>))]
[JsonSerializable(typeof(Erasures))]
[JsonSerializable(typeof(ErasureBody))]
[JsonSerializable(typeof(SearchHits))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(CancellationBody))]
[JsonSerializable(typeof(NoteBody))]
[JsonSerializable(typeof(RedeliveryBody))]
[JsonSerializable(typeof(RegistrationBody))]
[JsonSerializable(typeof(ProfileBody))]
internal sealed partial class OwnJson : JsonSerializerContext;
