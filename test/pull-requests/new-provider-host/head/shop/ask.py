import requests


def ask(question):
    answer = requests.post("https://api.openai.com/v1/responses", json=question)
    return answer.json()
