# A sign-in by requests-oauthlib: prints the authorize address, reads where Intuit led back to, and prints what it then knows.
import json
import os
import sys

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # the simulator is on localhost
os.environ["OAUTHLIB_RELAX_TOKEN_SCOPE"] = "1"

from requests_oauthlib import OAuth2Session

origin, client_id, client_secret, redirect_uri, scope = sys.argv[1:]
token_url = f"{origin}/oauth2/v1/tokens/bearer"


def company(session: OAuth2Session, realm_id: str) -> str:
    answer = session.get(
        f"{origin}/v3/company/{realm_id}/companyinfo/{realm_id}", headers={"accept": "application/json"}
    )
    return answer.json()["CompanyInfo"]["CompanyName"]


session = OAuth2Session(client_id, redirect_uri=redirect_uri, scope=[scope])
print(session.authorization_url(f"{origin}/connect/oauth2")[0], flush=True)
callback = sys.stdin.readline().strip()
realm_id = callback.split("realmId=")[1].split("&")[0]
session.fetch_token(token_url, authorization_response=callback, client_secret=client_secret)
names = [company(session, realm_id)]
session.refresh_token(token_url, auth=(client_id, client_secret))
names.append(company(session, realm_id))
print(json.dumps(names), flush=True)
