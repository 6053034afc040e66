namespace Acp.Orders;

/// <summary>
/// One order's messages to one endpoint, in their order. Its id is <c>{endpoint}/{order}</c>; the pair is what is leased,
/// so that no second message can overtake a first.
/// </summary>
public interface IDelivery
{
    /// <summary>Sends what the endpoint has not had yet. Called by the due loop, safe at any time.</summary>
    ValueTask Wake();

    /// <summary>A person wants what is dead, or was delivered, to be sent again.</summary>
    /// <param name="operatorName">For the audit trail.</param>
    /// <param name="reason">1 to 500 characters, for the audit trail.</param>
    /// <param name="from">The first sequence to be sent again; null: the order as it stands, once.</param>
    /// <returns>False where there is no such delivery or no such sequence.</returns>
    ValueTask<bool> Redeliver(string operatorName, string reason, int? from);
}
