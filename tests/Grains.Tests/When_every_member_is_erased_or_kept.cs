using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Acp.CheckoutSessions;
using Acp.Erasures;
using Acp.Orders;
using Acp.Store;

namespace Acp.Tests;

/// <summary>
/// Every text that a session or an order can hold has its own name for a value. What is left after the erasure is told here, name by
/// name: a member that somebody adds is erased, or stands in this list for a reason.
/// </summary>
public sealed partial class When_every_member_is_erased_or_kept
{
    /// <summary>Ids, the catalog's own words, the provider's, and what the agent's program is able to do.</summary>
    private static readonly string[] Kept =
    [
        "Attempt.Currency", "Attempt.ProviderKey", "Attempt.ReservationId", "Attempt.Token", "Request.Account", "Request.ApiVersion", "Request.Target", "Page.Currency", "Page.Id",
        "Charged.IntentId", "Payment.Account", "Payment.IntentId",
        "CheckoutSession.Currency", "CheckoutSession.Extensions", "CheckoutSession.Id", "CheckoutSession.Interventions", "CheckoutSession.Platform",
        "ClosedPages.Account", "ClosedPages.IntentId", "ClosedPages.PageId", "PageRefunds.Currency", "PageRefunds.IntentId", "PageRefunds.ProviderKey", "PageRefunds.RefundId",
        "CreatedUnder.ApiVersion", "CreatedUnder.Key", "Order.HeldBecause", "Order.Id", "Order.Number",
        "Groups.Id", "Groups.ItemIds", "Groups.LocationId",
        "Applied.Code", "Applied.Title", "Discounts.Code", "Discounts.Title", "Holds.ProductId",
        "Line.LineId", "Product.Description", "Product.Id", "Product.Images", "Product.Name", "Product.Sku", "Product.TaxCategory", "Disclosures.Content",
        "Options.Carrier", "Options.Description", "Options.Id", "Options.Title", "Chosen.Carrier", "Chosen.Description", "Chosen.Id", "Chosen.Title",
        "Pickup.Instructions", "Pickup.LocationName", "Pickup.Phone", "Pickup.Address.City", "Pickup.Address.Company", "Pickup.Address.Country", "Pickup.Address.LineOne",
        "Pickup.Address.LineTwo", "Pickup.Address.Name", "Pickup.Address.PostalCode", "Pickup.Address.State", "LocalDelivery.CenterPostalCode",
        "Selected.ItemIds", "Selected.OptionId", "Totals.DisplayText",
        "Commands.Fingerprint", "Commands.Id", "Commands.Key", "Disputes.Id", "Disputes.ProviderId", "Disputes.Reason", "Disputes.Word",
        "Placed.Currency", "Placed.HeldBecause", "Placed.Id", "Placed.Number", "Placed.Platform", "Placed.SessionId",
        "Refunds.Id", "Refunds.Lines.LineId", "State.ProviderId",
        "Fulfilled.Lines.LineId", "Canceled.Lines.LineId", "RefundChanged.Lines.LineId", "Fulfilled.FulfillmentId", "Progressed.FulfillmentId", "Dispatch.Carrier",
        "RefundChanged.RefundId", "RefundChanged.Reason", "DisputeChanged.DisputeId", "DisputeChanged.Word", "DisputeChanged.Reason",
    ];

    [Fact]
    public void Of_a_session_nothing_else_is_left() => Told(BuyerErasing.Of((CheckoutSession)Fill(typeof(CheckoutSession), "CheckoutSession")));

    [Fact]
    public void Of_an_order_nothing_else_is_left()
    {
        var order = (OrderRecord)Fill(typeof(OrderRecord), "OrderRecord");

        Told(BuyerErasing.Of(order, DateTimeOffset.UnixEpoch, forgets: false) with { Erased = null });
    }

    /// <summary>Else the two above could not fail.</summary>
    [Fact]
    public void Before_it_every_one_of_a_buyers_is_there()
    {
        var names = NamesIn((CheckoutSession)Fill(typeof(CheckoutSession), "CheckoutSession")).Concat(NamesIn((OrderRecord)Fill(typeof(OrderRecord), "OrderRecord"))).ToHashSet();

        Assert.Superset(
            new HashSet<string> { "Buyer.Email", "Buyer.Extras", "Recipient.Name", "BillingAddress.LineOne", "Groups.Instructions", "Attribution.First", "Notes.Text", "Dispatch.TrackingUrl", "Refunds.Description", "Placed.Metadata", "Attempt.Unknown", "Placed.Unknown" },
            names.Where(name => !Kept.Contains(name)).ToHashSet());
    }

    private static void Told<T>(T erased) => Assert.DoesNotContain(NamesIn(erased), name => !Kept.Contains(name));

    // The last two names of a place, or three where the last is an address's.
    private static IEnumerable<string> NamesIn<T>(T state) => Place().Matches(System.Text.Encoding.UTF8.GetString(StateCodec.Encode(state).Span))
        .Select(match => match.Groups[1].Value.Split('.'))
        .Select(parts => string.Join('.', parts.TakeLast(parts is [.., "Address", _] or [.., "Lines", "LineId"] ? 3 : 2)))
        .Distinct();

    [GeneratedRegex("zq_([A-Za-z.]+)_")]
    private static partial Regex Place();

    private static object Fill(Type type, string place) => Nullable.GetUnderlyingType(type) is { } inner ? Fill(inner, place) : type switch
    {
        _ when type == typeof(string) => $"zq_{place}_",
        _ when type == typeof(Dictionary<string, JsonElement>) => new Dictionary<string, JsonElement> { ["newer"] = JsonSerializer.SerializeToElement($"zq_{place}_") },
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>("zq"u8.ToArray()),
        _ when type == typeof(Payment) => Make(typeof(Payment.Charged), place),
        _ when type == typeof(RefundState) => Make(typeof(RefundState.Succeeded), place),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
        _ when type.IsValueType => Activator.CreateInstance(type)!,
        { IsGenericType: true } when type.IsAssignableTo(typeof(IEnumerable)) => Many(type.GenericTypeArguments[0], place),
        _ => Make(type, place),
    };

    private static Array Many(Type item, string place)
    {
        Type[] kinds = item == typeof(OrderEntry) ? [.. typeof(OrderEntry).GetNestedTypes()] : [item];
        var array = Array.CreateInstance(item, kinds.Length);
        for (var i = 0; i < kinds.Length; i++)
        {
            array.SetValue(Fill(kinds[i], kinds.Length == 1 ? place : $"{place}.{kinds[i].Name}"), i);
        }

        return array;
    }

    private static object Make(Type type, string place)
    {
        var constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(it => Fill(it.ParameterType, $"{place}.{it.Name}"))]);
        var given = constructor.GetParameters().Select(it => it.Name).ToHashSet();
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(it => it.SetMethod is not null && !given.Contains(it.Name)))
        {
            property.SetValue(made, Fill(property.PropertyType, $"{place}.{property.Name}"));
        }

        return made;
    }
}
